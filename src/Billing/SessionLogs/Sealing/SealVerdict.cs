using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>What the bytes of a PDF prove by themselves.</summary>
/// <param name="Fault">Why the seal does not hold; null where the file is, to the last byte, what was sealed.</param>
/// <param name="Seal">Who sealed what, where that could be read.</param>
public sealed record SealVerdict(string? Fault, SealFacts? Seal)
{
    public bool Intact => Fault is null;
}

/// <summary>What a seal says. Anybody can make a certificate in any name: its fingerprint tells whose it is.</summary>
/// <param name="Name">Of the certificate's subject.</param>
/// <param name="Fingerprint">SHA-256 of the certificate.</param>
/// <param name="SelfSigned">Nobody but its maker vouches for the certificate.</param>
/// <param name="SealedAt">By the sealing machine's clock.</param>
/// <param name="Stamp">Who else vouches for the time; null: nobody.</param>
public sealed record SealFacts(
    DocumentIdentity Identity, string Name, FileHash Fingerprint, bool SelfSigned, DateTimeOffset SealedAt, TimeStamp? Stamp = null);

/// <summary>A time stamp authority's word that the seal was there at a time.</summary>
/// <param name="At">By the authority's clock.</param>
/// <param name="Authority">The name in its certificate, which anybody can take.</param>
/// <param name="Fingerprint">SHA-256 of its certificate.</param>
public sealed record TimeStamp(DateTimeOffset At, string Authority, FileHash Fingerprint);
