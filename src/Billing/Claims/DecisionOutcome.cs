namespace MedicaidLogs.Billing.Claims;

/// <summary>What came of deciding about a claim that went out.</summary>
public abstract record DecisionOutcome
{
    private DecisionOutcome()
    {
    }

    /// <param name="Kind">What will be done: a replacement that the payer rejected goes out again as a replacement.</param>
    public sealed record Decided(ClaimDecisionKind Kind) : DecisionOutcome;

    /// <summary>The decision that waited does not any more.</summary>
    public sealed record Dropped(ClaimDecisionKind Kind) : DecisionOutcome;

    /// <summary>A decision waits for the next run already; nothing was written.</summary>
    public sealed record DecidedBefore(ClaimDecisionKind Kind) : DecisionOutcome;

    /// <summary>No decision waits that could be dropped; nothing was written.</summary>
    public sealed record NothingWaits : DecisionOutcome;

    /// <summary>Its file is not released: withdraw that instead. Nothing was written.</summary>
    public sealed record NotSent : DecisionOutcome;

    /// <summary>It was voided, replaced or sent again before, or is a void; nothing was written.</summary>
    /// <param name="Original">Of a replacement or void that the payer refused: the claim that stands and may be decided on.</param>
    public sealed record NotStanding(string? Original) : DecisionOutcome;

    /// <summary>A void of it is out and the payer has not answered that; nothing was written.</summary>
    public sealed record VoidNotAnswered(string VoidNumber) : DecisionOutcome;

    /// <summary>The payer neither rejected it nor denied all of it; nothing was written.</summary>
    public sealed record NotSentBack : DecisionOutcome;

    /// <summary>A replacement or void names the payer's number of the claim, and none is known; nothing was written.</summary>
    /// <param name="Rejected">The payer never took it: it can be sent again.</param>
    public sealed record NoPayerNumber(bool Rejected) : DecisionOutcome;

    /// <inheritdoc cref="ReleaseOutcome.NotAllowed"/>
    public sealed record NotAllowed : DecisionOutcome;

    /// <summary>The district has no such claim; nothing was written.</summary>
    public sealed record NotFound : DecisionOutcome;
}
