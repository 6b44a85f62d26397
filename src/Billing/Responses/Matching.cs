using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Responses;

/// <summary>How an answer was found to mean one of ours, the surest first.</summary>
internal enum MatchedBy
{
    /// <summary>REF*6R.</summary>
    LineNumber,

    /// <summary>CLM01; of a line, with its day and code.</summary>
    ClaimNumber,

    /// <summary>The payer's claim number; of a line, with its day and code.</summary>
    PayerNumber,

    /// <summary>Member, day, code and charge.</summary>
    Member,

    Person,
}

/// <summary>As it stands in the store.</summary>
internal static class MatchedByText
{
    public static string Of(MatchedBy by) => by switch
    {
        MatchedBy.LineNumber => "line-number",
        MatchedBy.ClaimNumber => "claim-number",
        MatchedBy.PayerNumber => "payer-number",
        MatchedBy.Member => "member",
        _ => "person",
    };
}

internal readonly record struct LineMatch(OurClaim Claim, int LineNumber, MatchedBy By)
{
    public LineMatch(OurLine line, MatchedBy by)
        : this(line.Claim, line.Number, by)
    {
    }
}

internal readonly record struct ClaimMatch(OurClaim Claim, MatchedBy By);

/// <summary>Finds the line of ours that a remitted line means, in the order of docs/responses.md; what is not certain matches nothing.</summary>
internal sealed class Matching(DistrictId districtId, OurClaims ours)
{
    public LineMatch? Of(RemittedClaim claim, RemittedLine line)
    {
        var match = Find(claim, line);

        // A void takes back; what pays or denies it, is for a person.
        return match is { Claim.IsVoid: true } && line.ChargeCents > 0 ? null : match;
    }

    /// <summary>For a claim that came without lines.</summary>
    public ClaimMatch? Of(RemittedClaim claim)
    {
        var match = ClaimNumber.TryParse(claim.ClaimNumber, out var named)
            ? Find(named) is { } own ? new ClaimMatch(own, MatchedBy.ClaimNumber) : (ClaimMatch?)null
            : ours.WithPayerNumber(claim.PayerClaimNumber) is [var only] ? new ClaimMatch(only, MatchedBy.PayerNumber) : null;
        return match is { Claim.IsVoid: true } && claim.ChargeCents > 0 ? null : match;
    }

    private LineMatch? Find(RemittedClaim claim, RemittedLine line)
    {
        var isNamed = ClaimNumber.TryParse(claim.ClaimNumber, out var named);
        if (OurNumber.TryParseLine(line.ControlNumber, out var number))
        {
            // A number of ours that contradicts the claim's, or is of no line, is no reason to look on.
            return Find(number.Claim) is not { } own || !own.HasLine(number.Line) ? null
                : !isNamed || named == number.Claim || Find(named)?.ReplacesClaimId == own.ClaimId ? new(own, number.Line, MatchedBy.LineNumber)
                : Find(named) is { } last && line.ChargeCents < 0 ? InChain(last, own, line)
                : null;
        }

        if (isNamed)
        {
            return Find(named) is { } own && Only(own.Lines, line) is { } inClaim ? new LineMatch(inClaim, MatchedBy.ClaimNumber) : null;
        }

        return Only(ours.WithPayerNumber(claim.PayerClaimNumber).SelectMany(each => each.Lines), line) is { } known
            ? new LineMatch(known, MatchedBy.PayerNumber)
            : Only(OfMember(claim.MemberId, line), line) is { } likely
                ? new LineMatch(likely, MatchedBy.Member)
                : null;
    }

    /// <summary>
    /// A reversal under the number of the last of several claims in one another's place, of a line that an older one than the one before
    /// it bore: what it takes back is what the one before it billed, on its line of that day and code.
    /// </summary>
    private LineMatch? InChain(OurClaim last, OurClaim oldest, RemittedLine line)
    {
        if (last.ReplacesClaimId is not { } replacedId || ours.Find(replacedId) is not { } replaced)
        {
            return null;
        }

        for (var older = replaced; older.ReplacesClaimId is { } olderId && ours.Find(olderId) is { } next; older = next)
        {
            if (next == oldest)
            {
                return Only(replaced.Lines, line) is { } taken ? new LineMatch(taken, MatchedBy.ClaimNumber) : null;
            }
        }

        return null;
    }

    /// <summary>Null for another district's, too: its number is no reason to look on.</summary>
    private OurClaim? Find(ClaimNumber number) => number.DistrictId == districtId ? ours.Find(number.ClaimId) : null;

    private IEnumerable<OurLine> OfMember(string memberId, RemittedLine line) =>
        ours.OfMember(memberId).SelectMany(claim => claim.Lines).Where(own => own.ChargeCents == Math.Abs(line.ChargeCents));

    /// <summary>The one of that day and code; where there are several, the one with the same modifiers too.</summary>
    private static OurLine? Only(IEnumerable<OurLine> lines, RemittedLine line)
    {
        var alike = lines.Where(own => own.Date == line.Date && own.Procedure == line.Procedure).ToList();
        if (alike.Count > 1)
        {
            alike.RemoveAll(own => own.Modifiers != line.Modifiers);
        }

        return alike is [var only] ? only : null;
    }
}
