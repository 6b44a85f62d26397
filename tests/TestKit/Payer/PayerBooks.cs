using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>The truth that the payer knows: what it said of each of our claims and lines, and what it paid, over all remittances.</summary>
public sealed class PayerBooks
{
    private readonly Dictionary<string, BookedClaim> _claims = [];
    private readonly Dictionary<string, BookedLine> _lines = [];
    private readonly Dictionary<string, ClaimFate> _fates = [];
    private readonly List<BookedRemittance> _remittances = [];

    /// <summary>By CLM01: those that stood in a remittance.</summary>
    public IReadOnlyDictionary<string, BookedClaim> Claims => _claims;

    /// <summary>By REF*6R, whether the payer gave it back or not.</summary>
    public IReadOnlyDictionary<string, BookedLine> Lines => _lines;

    /// <summary>In the order of their payment.</summary>
    public IReadOnlyList<BookedRemittance> Remittances => _remittances;

    /// <summary>By CLM01, for every claim that came to it.</summary>
    public IReadOnlyDictionary<string, ClaimFate> Fates => _fates;

    /// <summary>What all payments come to.</summary>
    public long PaymentCents => _remittances.Sum(remittance => remittance.PaymentCents);

    internal void Add(Statement statement)
    {
        var claim = statement.Truth;
        var isByLine = statement.Told.Lines.Count > 0 && claim.Adjustments.Count == 0;
        _claims[claim.ClaimNumber] = _claims.GetValueOrDefault(claim.ClaimNumber, BookedClaim.None).With(claim, isByLine);
        foreach (var line in claim.Lines)
        {
            _lines[line.LineNumber] = _lines.GetValueOrDefault(line.LineNumber, BookedLine.None).With(line);
        }
    }

    internal void Set(string claimNumber, ClaimFate fate) => _fates[claimNumber] = fate;

    internal void Add(BookedRemittance remittance) => _remittances.Add(remittance);
}

/// <summary>Where a claim stands with the payer.</summary>
public enum ClaimFate
{
    /// <summary>Taken, and in no remittance yet.</summary>
    Taken,

    /// <summary>277CA: not taken.</summary>
    Rejected,

    /// <summary>277CA A0.</summary>
    Forwarded,

    /// <summary>In no answer.</summary>
    Lost,

    /// <summary>In a remittance: paid, in part or not at all.</summary>
    Told,

    /// <summary>In a remittance, and taken back in another.</summary>
    TakenBack,

    /// <summary>A void that did its work: in no remittance itself.</summary>
    Done,
}

/// <summary>A claim over all remittances, reversals taken off. Cents.</summary>
/// <param name="Adjusted">By group and reason, of the claim and its lines; those that come to nothing are left out.</param>
/// <param name="IsByLine">All of it was told line by line; otherwise its lines' amounts are known to the payer alone.</param>
public sealed record BookedClaim(long ChargeCents, long PaidCents, IReadOnlyDictionary<(string Group, string Carc), long> Adjusted, bool IsByLine)
{
    internal static BookedClaim None { get; } = new(0, 0, new Dictionary<(string, string), long>(), IsByLine: true);

    internal BookedClaim With(RemitClaim claim, bool isByLine) => new(
        ChargeCents + claim.ChargeCents,
        PaidCents + claim.PaidCents,
        Adjustments.Sum(Adjusted, claim.Adjustments.Concat(claim.Lines.SelectMany(line => line.Adjustments))),
        IsByLine && isByLine);
}

/// <summary>A line over all remittances, reversals taken off; what the payer said of the claim as a whole is not in it. Cents.</summary>
/// <param name="Adjusted">By group and reason; those that come to nothing are left out.</param>
public sealed record BookedLine(long ChargeCents, long PaidCents, IReadOnlyDictionary<(string Group, string Carc), long> Adjusted)
{
    internal static BookedLine None { get; } = new(0, 0, new Dictionary<(string, string), long>());

    internal BookedLine With(RemitLine line) =>
        new(ChargeCents + line.ChargeCents, PaidCents + line.PaidCents, Adjustments.Sum(Adjusted, line.Adjustments));
}

/// <summary>One payment.</summary>
/// <param name="TraceNumber">TRN02.</param>
/// <param name="PaymentCents">BPR02: the deposit.</param>
/// <param name="ClaimCents">ΣCLP04.</param>
/// <param name="ProviderAdjustments">PLB.</param>
public sealed record BookedRemittance(
    string TraceNumber, DateOnly PaidOn, long PaymentCents, long ClaimCents, IReadOnlyList<ProviderAdjustment> ProviderAdjustments);

internal static class Adjustments
{
    public static IReadOnlyDictionary<(string Group, string Carc), long> Sum(
        IReadOnlyDictionary<(string Group, string Carc), long> before, IEnumerable<Adjustment> more)
    {
        var sums = new Dictionary<(string, string), long>(before);
        foreach (var adjustment in more)
        {
            var key = (adjustment.Group, adjustment.Reason);
            sums[key] = sums.GetValueOrDefault(key) + adjustment.AmountCents;
            if (sums[key] == 0)
            {
                sums.Remove(key);
            }
        }

        return sums;
    }
}
