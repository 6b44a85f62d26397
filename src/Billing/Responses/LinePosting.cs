using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Responses;

/// <summary>What of a remitted claim belongs to which line of ours; charge = paid + adjusted + denied. Cents.</summary>
/// <param name="LineOrdinal">0: the claim came without lines, and this is the line's part of it.</param>
internal readonly record struct LinePosting(
    long RemittanceId, int ClaimOrdinal, int LineOrdinal, long ClaimId, int LineNumber, long ChargeCents, long PaidCents, long DeniedCents, MatchedBy By)
{
    public long AdjustedCents => ChargeCents - PaidCents - DeniedCents;
}

/// <summary>The money of a remitted claim, cut into its lines' parts.</summary>
/// <remarks>
/// What a payer takes off the claim as a whole is taken off its lines in proportion to what each is paid, for it can only come off
/// there; where none is paid, in proportion to the charges. A claim without lines is cut by the charges of ours.
/// </remarks>
internal sealed class PostingAmounts
{
    private readonly RemittedClaim _claim;
    private readonly long[]? _adjustedShares;
    private readonly long[]? _deniedShares;

    public PostingAmounts(RemittedClaim claim)
    {
        _claim = claim;
        if (claim.Adjustments.Count > 0 && claim.Lines.Count > 0)
        {
            var weights = Weights(claim.Lines);
            _adjustedShares = Allocation.Split(RemittedLine.Sum(claim.Adjustments), weights);
            _deniedShares = Allocation.Split(DeniedOfClaim, weights);
        }
    }

    private long DeniedOfClaim => Denials.DeniedCents(_claim.Adjustments, paysNothing: _claim.PaidCents == 0);

    public LinePosting Of(long remittanceId, RemittedLine line, LineMatch match)
    {
        var paidCents = line.PaidCents - ShareOf(_adjustedShares, line);
        var deniedCents = Denials.DeniedCents(line.Adjustments, paysNothing: paidCents == 0) + ShareOf(_deniedShares, line);
        return new(
            remittanceId, _claim.Ordinal, line.Ordinal, match.Claim.PostsTo, match.LineNumber, line.ChargeCents, paidCents, deniedCents, match.By);
    }

    /// <summary>For a claim without lines that a person assigned to one line.</summary>
    public LinePosting OfWhole(long remittanceId, LineMatch match) => new(
        remittanceId, _claim.Ordinal, LineOrdinal: 0, match.Claim.PostsTo, match.LineNumber, _claim.ChargeCents, _claim.PaidCents, DeniedOfClaim, match.By);

    /// <summary>For a claim without lines: a part for each line of ours.</summary>
    public IEnumerable<LinePosting> Of(long remittanceId, ClaimMatch match)
    {
        var own = match.Claim;
        long[] weights = [.. own.Lines.Select(line => line.ChargeCents)];
        var (charges, paid, denied) = (
            Allocation.Split(_claim.ChargeCents, weights), Allocation.Split(_claim.PaidCents, weights), Allocation.Split(DeniedOfClaim, weights));
        return own.Lines.Select((line, i) => new LinePosting(
            remittanceId, _claim.Ordinal, LineOrdinal: 0, own.PostsTo, line.Number, charges[i], paid[i], denied[i], match.By));
    }

    private static long ShareOf(long[]? shares, RemittedLine line) => shares?[line.Ordinal - 1] ?? 0;

    private static long[] Weights(IReadOnlyList<RemittedLine> lines)
    {
        long[] paid = [.. lines.Select(line => Math.Abs(line.PaidCents))];
        long[] charged = [.. lines.Select(line => Math.Abs(line.ChargeCents))];
        return paid.Any(cents => cents > 0) ? paid : charged.Any(cents => cents > 0) ? charged : [.. lines.Select(_ => 1L)];
    }
}
