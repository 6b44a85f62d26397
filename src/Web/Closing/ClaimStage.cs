namespace MedicaidLogs.Web.Closing;

/// <summary>Where a claim stands, in words; the stages of billing.claim_standing.</summary>
/// <param name="Look">The class of its sign, a severity's.</param>
public sealed record ClaimStage(string Stage, string Words, string Look)
{
    /// <summary>In the order in which claims pass them.</summary>
    public static IReadOnlyList<ClaimStage> All { get; } =
    [
        new("built", "Waiting for release", "sev-not-billable"),
        new("released", "Sent, without an answer", "sev-not-billable"),
        new("accepted", "Accepted, not decided yet", "sev-not-billable"),
        new("rejected", "Rejected by the payer", "sev-reject"),
        new("decided", "Decided by the payer", "sev-good"),
        new("withdrawn", "Withdrawn, never sent", "sev-not-billable"),
    ];

    public static ClaimStage Of(string stage) => All.First(each => each.Stage == stage);
}
