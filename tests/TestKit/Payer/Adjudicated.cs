using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>What the payer decided of a claim, and what its CLP says of that.</summary>
/// <param name="Truth">With our numbers and all lines.</param>
/// <param name="Told">What the payer gives back of it.</param>
internal sealed record Statement(RemitClaim Truth, RemitClaim Told)
{
    /// <summary>CLP02 22: the same with all amounts negated.</summary>
    public Statement Reversed => new(Adjudicated.Reversal(Truth), Adjudicated.Reversal(Told));
}

/// <summary>Decisions in the words of an 835.</summary>
internal static class Adjudicated
{
    /// <summary>One for each part that the payer made of the claim.</summary>
    /// <param name="lines">The decision of each line.</param>
    /// <param name="newIcn">Numbers the parts behind the first.</param>
    public static IReadOnlyList<Statement> Of(
        ReceivedClaim claim, Adjudication decision, IReadOnlyList<LineDecision> lines, GivesBack habit, Func<string> newIcn)
    {
        var all = claim.Lines.Zip(lines, Line).ToList();
        var size = (all.Count + decision.Parts - 1) / decision.Parts;
        return [.. all.Chunk(size).Select((some, part) =>
        {
            var truth = Claim(claim with { Icn = part == 0 ? claim.Icn : newIcn() }, decision, some, part == 0 ? decision.OfClaim : [], lines.All(line => line.IsDenied));
            var told = decision.LeavesLinesOut ? WithoutLines(truth) : truth;
            return new Statement(truth, AsTold(told, decision.GivesBack ?? habit));
        })];
    }

    public static RemitClaim Reversal(RemitClaim claim) => claim with
    {
        Status = "22",
        ChargeCents = -claim.ChargeCents,
        PaidCents = -claim.PaidCents,
        PatientCents = -claim.PatientCents,
        Adjustments = Negated(claim.Adjustments),
        Amounts = [.. claim.Amounts.Select(amount => amount with { Cents = -amount.Cents })],
        Lines = [.. claim.Lines.Select(line => line with
        {
            ChargeCents = -line.ChargeCents,
            PaidCents = -line.PaidCents,
            PaidMilliunits = -line.PaidMilliunits,
            SentMilliunits = -line.SentMilliunits,
            Adjustments = Negated(line.Adjustments),
            Amounts = [.. line.Amounts.Select(amount => amount with { Cents = -amount.Cents })],
        })],
    };

    /// <summary>The payer's number where ours is not given back: it stood in no 277CA.</summary>
    public static string Renumbered(string icn) => "X" + icn;

    /// <summary>The same under the numbers of another claim of ours, which has the same lines in the same order. What is not given back stays so.</summary>
    public static RemitClaim Renumbered(RemitClaim told, ReceivedClaim from, ReceivedClaim to)
    {
        var numbers = from.Lines.Zip(to.Lines).ToDictionary(pair => pair.First.LineNumber, pair => pair.Second.LineNumber);
        return told with
        {
            ClaimNumber = told.ClaimNumber == from.Number ? to.Number : told.ClaimNumber,
            Lines = [.. told.Lines.Select(line => line with { LineNumber = numbers.GetValueOrDefault(line.LineNumber, line.LineNumber) })],
        };
    }

    private static RemitClaim Claim(
        ReceivedClaim claim, Adjudication decision, IReadOnlyList<RemitLine> lines, IReadOnlyList<Adjustment> ofClaim, bool isDenied)
    {
        var all = ofClaim.Concat(lines.SelectMany(line => line.Adjustments));
        return new()
        {
            Segment = 0,
            Ordinal = 0,
            ClaimNumber = claim.Number,
            Status = Status(claim, decision, isDenied),
            ChargeCents = lines.Sum(line => line.ChargeCents),
            PaidCents = lines.Sum(line => line.PaidCents) - ofClaim.Sum(adjustment => adjustment.AmountCents),
            PatientCents = all.Where(adjustment => adjustment.Group == "PR").Sum(adjustment => adjustment.AmountCents),
            FilingIndicator = claim.Student.FilingIndicator,
            PayerClaimNumber = claim.Icn,
            Frequency = $"{(int)claim.Sent.Frequency}",
            Adjustments = ofClaim,
            Names = Names(claim, decision),
            Remarks = decision.Remarks,
            References = claim.Sent.MedicalRecordNumber is { } record ? [new("EA", record)] : [],
            Dates = [new("232", lines.Min(Day)), new("233", lines.Max(Day))],
            Amounts = [],
            Lines = lines,
        };
    }

    private static RemitName[] Names(ReceivedClaim claim, Adjudication decision)
    {
        var (name, member) = (claim.Student.Name, claim.Student.MedicaidId.Value);
        var patient = new RemitName("QC", name.Last, name.First ?? "", name.Middle ?? "", "MI", member);
        return decision.OtherPayer is { } other ? [patient, new("TT", other, "", "", "PI", "88")] : [patient];
    }

    private static string Status(ReceivedClaim claim, Adjudication decision, bool isDenied)
    {
        var place = (int)claim.Student.Sequence;
        return decision.IsNotOurs ? "23"
            : decision.OtherPayer is not null ? $"{19 + place}"
            : isDenied ? "4"
            : $"{1 + place}";
    }

    private static RemitLine Line(ServiceLine837P line, LineDecision decision)
    {
        var paidCents = line.ChargeCents - decision.Adjustments.Sum(adjustment => adjustment.AmountCents);
        var sent = new RemitService("HC", line.Service.Procedure, line.Service.Modifiers);
        return new()
        {
            Segment = 0,
            Service = decision.JudgedAs is { } other ? new("HC", other.Procedure, other.Modifiers) : sent,
            ChargeCents = line.ChargeCents,
            PaidCents = paidCents,
            PaidMilliunits = decision.PaidMilliunits ?? line.Units.Milliunits,
            SentService = decision.JudgedAs is null ? null : sent,
            SentMilliunits = decision.PaidMilliunits is null ? null : line.Units.Milliunits,
            Dates = [new("472", line.ServiceDate)],
            Adjustments = decision.Adjustments,
            LineNumber = line.LineNumber,
            Amounts = paidCents == 0 ? [] : [new("B6", paidCents)],
            Remarks = decision.Remarks,
        };
    }

    private static RemitClaim WithoutLines(RemitClaim claim) => claim with
    {
        Adjustments =
        [
            .. claim.Adjustments.Concat(claim.Lines.SelectMany(line => line.Adjustments))
                .GroupBy(adjustment => (adjustment.Group, adjustment.Reason))
                .Select(same => new Adjustment(same.Key.Group, same.Key.Reason, same.Sum(adjustment => adjustment.AmountCents))),
        ],
        Remarks = [.. claim.Remarks.Concat(claim.Lines.SelectMany(line => line.Remarks)).Distinct()],
        Lines = [],
    };

    private static RemitClaim AsTold(RemitClaim claim, GivesBack givesBack)
    {
        if (givesBack == GivesBack.Everything)
        {
            return claim;
        }

        var (isNumbered, isMute) = (givesBack <= GivesBack.PayerNumber, givesBack == GivesBack.Nothing);
        return claim with
        {
            ClaimNumber = givesBack == GivesBack.ClaimNumber ? claim.ClaimNumber : "0",
            PayerClaimNumber = isNumbered ? claim.PayerClaimNumber : Renumbered(claim.PayerClaimNumber),
            Names = isMute ? [] : claim.Names,
            References = isMute ? [] : claim.References,
            Dates = isMute ? [] : claim.Dates,
            Lines = [.. claim.Lines.Select(line => line with { LineNumber = "", Dates = isMute ? [] : line.Dates })],
        };
    }

    private static DateOnly? Day(RemitLine line) => line.Dates[0].Date;

    private static Adjustment[] Negated(IEnumerable<Adjustment> adjustments) =>
        [.. adjustments.Select(adjustment => adjustment with { AmountCents = -adjustment.AmountCents, QuantityMilliunits = -adjustment.QuantityMilliunits })];
}
