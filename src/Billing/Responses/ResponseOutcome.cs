namespace MedicaidLogs.Billing.Responses;

/// <summary>What came of a file that a payer sent.</summary>
public abstract record ResponseOutcome
{
    private ResponseOutcome()
    {
    }

    public abstract long ResponseFileId { get; init; }

    /// <summary>All that it says stands in the store.</summary>
    public sealed record Posted(long ResponseFileId, ResponseSummary Summary) : ResponseOutcome;

    /// <summary>The same bytes were posted before; nothing was done.</summary>
    public sealed record CameBefore(long ResponseFileId, DateTimeOffset PostedAt, ResponseSummary Summary) : ResponseOutcome;

    /// <summary>Nothing of it was posted; the file is kept.</summary>
    public sealed record Refused(long ResponseFileId, ResponseRefusal Refusal) : ResponseOutcome;
}

/// <summary>Why a file was refused, and where. It holds no value of the file.</summary>
/// <param name="Code">Permanent: docs/x12-responses.md and docs/responses.md list them.</param>
/// <param name="Words">For the clerk.</param>
/// <param name="Segment">Counted from 1 over the whole file.</param>
/// <param name="Offset">Bytes from the file's start; null where the segment says it.</param>
/// <param name="Element">For example CLP04; empty where no single element is at fault.</param>
public sealed record ResponseRefusal(string Code, string Words, long Segment, long? Offset = null, string Element = "")
{
    /// <summary>How many places are told apart; more are only counted.</summary>
    public const int MaxTold = 1_000;

    /// <summary>Where payments do not balance, at most <see cref="MaxTold"/>.</summary>
    public IReadOnlyList<OffBalance> OffBalances { get; init; } = [];

    /// <summary>All of them.</summary>
    public int OffBalanceCount { get; init; }
}

/// <summary>A place where a payment does not balance; see docs/x12-responses.md for the levels.</summary>
/// <param name="Payment">Counted from 1 over the file.</param>
/// <param name="Level">Line, ClaimLines, Claim, Payment or NegativePayment.</param>
/// <param name="Claim">Counted from 1 within the payment; null at the payment itself.</param>
/// <param name="Line">Counted from 1 within the claim.</param>
/// <param name="Segment">SVC, CLP or BPR, counted from 1 over the whole file.</param>
/// <param name="OffByCents">The first amount of the level less the second.</param>
public sealed record OffBalance(int Payment, string Level, int? Claim, int? Line, long Segment, long OffByCents);

/// <summary>What a posted file came to. Money in cents.</summary>
public sealed record ResponseSummary
{
    /// <summary>Answers to our files and transactions: TA1, 999, batches of a 277CA.</summary>
    public int RunAnswers { get; init; }

    /// <summary>Answers to claims: 277CA.</summary>
    public int ClaimAnswers { get; init; }

    /// <summary>Of both, those that another file had said already: they are not stored again.</summary>
    public int KnownAnswers { get; init; }

    /// <summary>Of both, those that are on none of our files or claims.</summary>
    public int UnmatchedAnswers { get; init; }

    /// <summary>Parts under a test header that were passed over: our own files are no tests.</summary>
    public int TestParts { get; init; }

    /// <summary>Payments posted.</summary>
    public int Payments { get; init; }

    /// <summary>Payments that another file had brought with the same content: they are not posted again.</summary>
    public int KnownPayments { get; init; }

    /// <summary>Claims of the posted payments.</summary>
    public int Claims { get; init; }

    public int Lines { get; init; }

    public long ChargeCents { get; init; }

    public long AdjustedCents { get; init; }

    /// <summary>ΣCLP04.</summary>
    public long PaidCents { get; init; }

    /// <summary>ΣPLB; positive makes the payments smaller.</summary>
    public long ProviderAdjustedCents { get; init; }

    /// <summary>ΣBPR02: what the bank gets.</summary>
    public long PaymentCents { get; init; }

    /// <summary>Lines, and claims without lines, that are on none of ours: they wait for a person.</summary>
    public int Unmatched { get; init; }

    /// <summary>What was paid for those.</summary>
    public long UnmatchedPaidCents { get; init; }

    /// <summary>What earlier files had left unmatched and this one made clear.</summary>
    public int MatchedLater { get; init; }
}
