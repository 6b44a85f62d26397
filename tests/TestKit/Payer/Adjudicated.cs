using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>A decision in the words of an 835: whole and true, before the payer leaves anything out.</summary>
internal static class Adjudicated
{
    public static RemitClaim Of(ReceivedClaim claim, Adjudication decision)
    {
        var lines = claim.Lines.Select(line => Line(line, decision.Line(line))).ToList();
        return new()
        {
            Segment = 0,
            Ordinal = 0,
            ClaimNumber = claim.Number,
            Status = "1",
            ChargeCents = claim.Sent.ChargeCents,
            PaidCents = lines.Sum(line => line.PaidCents),
            PatientCents = lines.SelectMany(line => line.Adjustments).Where(adjustment => adjustment.Group == "PR").Sum(adjustment => adjustment.AmountCents),
            FilingIndicator = claim.Student.FilingIndicator,
            PayerClaimNumber = claim.Icn,
            Frequency = $"{(int)claim.Sent.Frequency}",
            Adjustments = [],
            Names = [new("QC", claim.Student.Name.Last, claim.Student.Name.First ?? "", claim.Student.Name.Middle ?? "", "MI", claim.Student.MedicaidId.Value)],
            Remarks = [],
            References = [],
            Dates = [new("232", claim.Lines.Min(line => line.ServiceDate)), new("233", claim.Lines.Max(line => line.ServiceDate))],
            Amounts = [],
            Lines = lines,
        };
    }

    private static RemitLine Line(ServiceLine837P line, LineDecision decision)
    {
        var paidCents = line.ChargeCents - decision.Adjustments.Sum(adjustment => adjustment.AmountCents);
        return new()
        {
            Segment = 0,
            Service = new("HC", line.Service.Procedure, line.Service.Modifiers),
            ChargeCents = line.ChargeCents,
            PaidCents = paidCents,
            PaidMilliunits = line.Units.Milliunits,
            SentService = null,
            SentMilliunits = null,
            Dates = [new("472", line.ServiceDate)],
            Adjustments = decision.Adjustments,
            LineNumber = line.LineNumber,
            Amounts = [new("B6", paidCents)],
            Remarks = [],
        };
    }
}
