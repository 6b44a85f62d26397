namespace MedicaidLogs.TestKit.Payer;

/// <summary>A claim that the payer took, with what it said of it and did not take back.</summary>
internal sealed class HeldClaim(ReceivedClaim claim, Decision decision, HeldClaim? original)
{
    public ReceivedClaim Claim { get; set; } = claim;

    public Decision Decision { get; set; } = decision;

    /// <summary>The claim that it replaces or voids.</summary>
    public HeldClaim? Original { get; } = original;

    public IReadOnlyList<Statement> InForce { get; set; } = [];

    /// <summary>A replacement or void of it was taken.</summary>
    public bool IsSuperseded { get; set; }
}
