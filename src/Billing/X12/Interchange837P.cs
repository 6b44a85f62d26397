namespace MedicaidLogs.Billing.X12;

/// <summary>One outgoing file of professional claims (005010X222A1): one ISA, one GS, one ST for each transaction.</summary>
/// <remarks>
/// The model and every list in it are immutable, and hold everything that the file shows: the same model always gives
/// the same bytes. Money is in cents, dates are the district's.
/// </remarks>
public sealed record Interchange837P
{
    public required Envelope Envelope { get; init; }

    public required IReadOnlyList<Transaction837P> Transactions { get; init; }
}

/// <summary>One ST to SE: one billing provider and its students, at most 5,000 claims.</summary>
public sealed record Transaction837P
{
    /// <summary>ST02 and SE02, unique in the file; written with at least four digits.</summary>
    public required int ControlNumber { get; init; }

    /// <summary>BHT03: unique for each batch, at most 30 characters.</summary>
    public required string BatchId { get; init; }

    public required Submitter Submitter { get; init; }

    public required Receiver Receiver { get; init; }

    public required BillingProvider BillingProvider { get; init; }

    public required IReadOnlyList<Subscriber837P> Subscribers { get; init; }
}
