namespace MedicaidLogs.Billing.X12;

/// <summary>Sums one payment up, claim by claim, and notes where it does not balance.</summary>
/// <remarks>
/// Source: 005010X221A1, 1.10.2.1. Line: SVC02 − ΣCAS = SVC03. Claim: CLP03 − ΣCAS of claim and lines = CLP04. Payment:
/// ΣCLP04 − ΣPLB = BPR02, and BPR02 is not negative. And where a claim has lines, ΣSVC02 = CLP03: otherwise all else may hold
/// and the lines still leave cents of the claim to nobody. A reversal is no exception: all its amounts are negative.
/// </remarks>
public sealed class RemitBalance
{
    /// <summary>How many places are told apart; more are only counted.</summary>
    public const int MaxTold = 1_000;

    private readonly List<Imbalance> _imbalances = [];

    public RemitTotals Totals { get; private set; }

    public IReadOnlyList<Imbalance> Imbalances => _imbalances;

    public int ImbalanceCount { get; private set; }

    public void Add(RemitClaim claim)
    {
        var (lineChargeCents, adjustedCents) = (0L, Sum(claim.Adjustments));
        for (var i = 0; i < claim.Lines.Count; i++)
        {
            var line = claim.Lines[i];
            var lineAdjustedCents = Sum(line.Adjustments);
            Require(BalanceLevel.Line, claim, i + 1, line.Segment, line.ChargeCents - lineAdjustedCents - line.PaidCents);
            lineChargeCents += line.ChargeCents;
            adjustedCents += lineAdjustedCents;
        }

        if (claim.Lines.Count > 0)
        {
            Require(BalanceLevel.ClaimLines, claim, line: null, claim.Segment, lineChargeCents - claim.ChargeCents);
        }

        Require(BalanceLevel.Claim, claim, line: null, claim.Segment, claim.ChargeCents - adjustedCents - claim.PaidCents);
        Totals = Totals with
        {
            Claims = Totals.Claims + 1,
            Lines = Totals.Lines + claim.Lines.Count,
            ChargeCents = Totals.ChargeCents + claim.ChargeCents,
            AdjustedCents = Totals.AdjustedCents + adjustedCents,
            PaidCents = Totals.PaidCents + claim.PaidCents,
        };
    }

    /// <summary>Holds all claims and the provider's adjustments against the payment.</summary>
    public void Close(RemitPayment payment, IReadOnlyList<ProviderAdjustment> adjustments)
    {
        foreach (var adjustment in adjustments)
        {
            Totals = Totals with { ProviderAdjustedCents = Totals.ProviderAdjustedCents + adjustment.AmountCents };
        }

        Require(BalanceLevel.Payment, claim: null, line: null, payment.Segment, Totals.PaidCents - Totals.ProviderAdjustedCents - payment.PaymentCents);
        Require(BalanceLevel.NegativePayment, claim: null, line: null, payment.Segment, Math.Min(payment.PaymentCents, 0));
    }

    private void Require(BalanceLevel level, RemitClaim? claim, int? line, long segment, long offByCents)
    {
        if (offByCents == 0)
        {
            return;
        }

        ImbalanceCount++;
        if (_imbalances.Count < MaxTold)
        {
            _imbalances.Add(new(level, claim?.Ordinal, claim?.ClaimNumber, line, segment, offByCents));
        }
    }

    private static long Sum(IReadOnlyList<Adjustment> adjustments)
    {
        var cents = 0L;
        for (var i = 0; i < adjustments.Count; i++)
        {
            cents += adjustments[i].AmountCents;
        }

        return cents;
    }
}

/// <summary>One payment, summed up. Cents.</summary>
public readonly record struct RemitTotals
{
    public int Claims { get; init; }

    public long Lines { get; init; }

    /// <summary>ΣCLP03.</summary>
    public long ChargeCents { get; init; }

    /// <summary>ΣCAS of claims and lines.</summary>
    public long AdjustedCents { get; init; }

    /// <summary>ΣCLP04.</summary>
    public long PaidCents { get; init; }

    /// <summary>ΣPLB; positive makes the payment smaller.</summary>
    public long ProviderAdjustedCents { get; init; }
}

/// <summary>What does not come to what it should.</summary>
public enum BalanceLevel
{
    /// <summary>A line's charge less its adjustments, and what is paid for it.</summary>
    Line,

    /// <summary>The charges of a claim's lines, and the claim's.</summary>
    ClaimLines,

    /// <summary>A claim's charge less all adjustments, and what is paid for it.</summary>
    Claim,

    /// <summary>What is paid for all claims less the provider's adjustments, and the payment.</summary>
    Payment,

    /// <summary>The payment, and nothing: a payer cannot pay less, it carries the rest forward (PLB FB).</summary>
    NegativePayment,
}

/// <summary>A place where a payment does not balance.</summary>
/// <param name="Level">Names the two amounts.</param>
/// <param name="Claim">Counted from 1 within the payment; null at the payment itself.</param>
/// <param name="ClaimNumber">CLP01.</param>
/// <param name="Line">Counted from 1 within the claim.</param>
/// <param name="Segment">SVC, CLP or BPR, counted from 1 over the whole file.</param>
/// <param name="OffByCents">The first amount less the second.</param>
public sealed record Imbalance(BalanceLevel Level, int? Claim, string? ClaimNumber, int? Line, long Segment, long OffByCents);
