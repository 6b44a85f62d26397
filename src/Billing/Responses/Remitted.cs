using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Responses;

/// <summary>What an 835 says of a claim, as the store keeps it; the same whether it comes from the file or from there.</summary>
/// <param name="Ordinal">Counted from 1 within its payment.</param>
/// <param name="ClaimNumber">CLP01.</param>
/// <param name="Status">CLP02.</param>
/// <param name="PayerClaimNumber">CLP07.</param>
/// <param name="MemberId">Of the patient (NM1*QC), else of the insured.</param>
/// <param name="Adjustments">Of the claim itself, without its lines.</param>
internal sealed record RemittedClaim(
    int Ordinal, long Segment, string ClaimNumber, string Status, long ChargeCents, long PaidCents, long PatientCents, string PayerClaimNumber,
    string MemberId, string ForwardedTo, string Remarks, IReadOnlyList<Adjustment> Adjustments, IReadOnlyList<RemittedLine> Lines)
{
    private const string NotOurs = "23";
    private const string Predetermination = "25";

    /// <summary>It moves no money and decides nothing: the payer sent the claim on, or says what it would pay.</summary>
    public bool IsNotice => Status is NotOurs or Predetermination && PaidCents == 0 && Lines.All(line => line.PaidCents == 0);

    /// <summary>Each line's charge less its adjustments is what is paid for it.</summary>
    public bool LinesBalance
    {
        get
        {
            for (var i = 0; i < Lines.Count; i++)
            {
                if (Lines[i].ChargeCents - RemittedLine.Sum(Lines[i].Adjustments) != Lines[i].PaidCents)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public static RemittedClaim Of(RemitClaim claim)
    {
        var day = DayOf(claim.Dates, "472", "232");
        var lines = new RemittedLine[claim.Lines.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = RemittedLine.Of(i + 1, claim.Lines[i], day);
        }

        return new(
            claim.Ordinal, claim.Segment, claim.ClaimNumber, claim.Status, claim.ChargeCents, claim.PaidCents, claim.PatientCents, claim.PayerClaimNumber,
            IdOf(claim.Names, "QC") is { Length: > 0 } patient ? patient : IdOf(claim.Names, "IL"),
            NameOf(claim.Names, "TT"), string.Join(' ', claim.Remarks), claim.Adjustments, lines);
    }

    public static DateOnly? DayOf(IReadOnlyList<RemitDate> dates, string exact, string first)
    {
        DateOnly? day = null;
        foreach (var date in dates)
        {
            if (date.Qualifier == exact)
            {
                return date.Date;
            }

            day = date.Qualifier == first ? date.Date : day;
        }

        return day;
    }

    private static string IdOf(IReadOnlyList<RemitName> names, string entity) => names.FirstOrDefault(name => name.Entity == entity)?.Id ?? "";

    private static string NameOf(IReadOnlyList<RemitName> names, string entity) => names.FirstOrDefault(name => name.Entity == entity)?.LastName ?? "";
}

/// <summary>What an 835 says of a line.</summary>
/// <param name="Ordinal">Counted from 1 within the claim.</param>
/// <param name="ControlNumber">REF*6R; empty where it is not given back.</param>
/// <param name="Date">Its own day, else the claim's first.</param>
/// <param name="Procedure">As we sent it: SVC06 where the payer judged another.</param>
/// <param name="Modifiers">Separated by blanks.</param>
internal sealed record RemittedLine(
    int Ordinal, long Segment, string ControlNumber, DateOnly? Date, string Procedure, string Modifiers, long ChargeCents, long PaidCents,
    string Remarks, IReadOnlyList<Adjustment> Adjustments)
{
    public static long Sum(IReadOnlyList<Adjustment> adjustments)
    {
        var cents = 0L;
        for (var i = 0; i < adjustments.Count; i++)
        {
            cents += adjustments[i].AmountCents;
        }

        return cents;
    }

    public static RemittedLine Of(int ordinal, RemitLine line, DateOnly? claimDay)
    {
        var sent = line.SentService ?? line.Service;
        return new(
            ordinal, line.Segment, line.LineNumber, RemittedClaim.DayOf(line.Dates, "472", "150") ?? claimDay, sent.Procedure, Joined(sent.Modifiers),
            line.ChargeCents, line.PaidCents, Joined(line.Remarks), line.Adjustments);
    }

    private static string Joined(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => string.Join(' ', words),
    };
}
