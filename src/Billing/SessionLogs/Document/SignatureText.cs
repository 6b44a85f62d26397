using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Billing.SessionLogs.Document;

/// <summary>Who signed a session, in the words of the paper: one given here is never mistaken for a vendor's word.</summary>
internal readonly struct SignatureText(PackRules rules, TimeZoneInfo zone)
{
    public const string Here =
        "The person was signed in to this system and proved it once more to sign. The SHA-256 names the content that was signed: date, times, "
        + "student, provider, service, attendance and all that was written of the session. Name, credential and license are those of the day of the session.";

    public const string Elsewhere =
        "As stated by the file that brought the session. The signature itself was given in another system and is kept there.";

    private const string Changed = "; changed after this signature";

    /// <summary>Somebody is said to have signed or co-signed it, and did not do so here.</summary>
    public static bool IsElsewhere(SessionOfLog session) =>
        (session.Signature is null && session.SignedBy.Length > 0) || (session.Cosignature is null && session.CosignedBy.Length > 0);

    public (string Name, string Value) Signed(SessionOfLog session)
    {
        var changed = session.ChangedSinceSigned ? Changed : "";
        return session.Signature is { } given ? ("Signed here", Given(given) + changed)
            : session.SignedBy.Length > 0 ? ("Signed elsewhere", Claimed(session.SignedBy, session.SignedAt) + changed)
            : ("Signed", "not signed");
    }

    /// <summary>Null where nobody co-signed.</summary>
    public (string Name, string Value)? Cosigned(SessionOfLog session) =>
        session.Cosignature is { } given ? ("Co-signed here", Given(given) + (given.Outlived ? Changed : ""))
        : session.CosignedBy.Length > 0 ? ("Co-signed elsewhere", Claimed(session.Cosigner, session.CosignedAt))
        : null;

    private string Given(SignatureOfLog signature)
    {
        var title = rules.Credentials.GetValueOrDefault(signature.Credential)?.Title ?? signature.Credential;
        var license = signature.LicenseNumber.Length == 0 ? "" : $"license {signature.LicenseNumber}";
        var who = string.Join(", ", new[] { signature.PrintedName, title, license, Show.Instant(signature.SignedAt, zone) }.Where(part => part.Length > 0));
        return $"{who}. SHA-256 {Convert.ToHexStringLower(signature.ContentHash)}";
    }

    private string Claimed(string by, DateTimeOffset? at) => at is { } instant ? $"{by}, {Show.Instant(instant, zone)}" : by;
}
