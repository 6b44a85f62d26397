using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>One claim of ours in the payer's hands.</summary>
/// <param name="Sent">As the file said it.</param>
/// <param name="Student">Its member.</param>
/// <param name="Icn">The number that the payer gave it.</param>
public sealed record ReceivedClaim(Claim837P Sent, Subscriber837P Student, string Icn)
{
    /// <summary>CLM01.</summary>
    public string Number => Sent.ClaimNumber;

    /// <summary>It was taken and pended: now it can be paid, denied or pended again.</summary>
    public bool IsPended { get; init; }

    public IReadOnlyList<ServiceLine837P> Lines => Sent.Lines;

    public override string ToString() => $"Claim {Number} ({Icn})";
}
