using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>005010X221A1, as a payer writes it.</summary>
internal static class Write835
{
    private const string Version = "005010X221A1";
    private const int TripletsOfCas = 6;
    private const int PairsOfPlb = 6;

    public static void To(PayerFile file, PayerStyle style, IReadOnlyList<Payment> payments)
    {
        file.OpenGroup("HP", Version);
        foreach (var payment in payments)
        {
            file.OpenTransaction("835", Version);
            Header(file, style, payment);
            foreach (var claim in payment.Claims)
            {
                Claim(file, claim);
            }

            foreach (var pairs in payment.ProviderAdjustments.GroupBy(adjustment => (adjustment.ProviderId, adjustment.FiscalYearEnd)).SelectMany(own => own.Chunk(PairsOfPlb)))
            {
                file.Segment("PLB", [pairs[0].ProviderId, PayerFile.Day(pairs[0].FiscalYearEnd),
                    .. pairs.SelectMany(pair => new[] { file.Composite(pair.Reason, pair.Reference), file.Dollars(pair.AmountCents) })]);
            }

            file.CloseTransaction();
        }

        file.CloseGroup();
    }

    private static void Header(PayerFile file, PayerStyle style, Payment payment)
    {
        var pays = payment.PaymentCents != 0;
        file.Segment("BPR", pays ? "I" : "H", file.Dollars(payment.PaymentCents), "C", pays ? style.Method : "NON",
            "", "", "", "", "", "", "", "", "", "", "", PayerFile.Day(payment.PaidOn));
        file.Segment("TRN", "1", payment.TraceNumber, "1999999999");
        file.Segment("DTM", "405", PayerFile.Day(payment.PaidOn));
        file.Segment("N1", "PR", style.Name, "XV", style.Id);
        file.Segment("N3", "1 MAIN STREET");
        file.Segment("N4", "CONCORD", "NH", "03301");
        file.Segment("PER", "BL", "PROVIDER SERVICES", "TE", "6035550199");
        file.Segment("N1", "PE", payment.Payee.Name, "XX", payment.Payee.Npi?.ToString() ?? "");
        file.Segment("REF", "TJ", payment.Payee.TaxId.ToString());
        if (payment.Claims.Count > 0)
        {
            file.Segment("LX", "1");
        }
    }

    private static void Claim(PayerFile file, RemitClaim claim)
    {
        file.Segment("CLP", claim.ClaimNumber, claim.Status, file.Dollars(claim.ChargeCents), file.Dollars(claim.PaidCents),
            claim.PatientCents == 0 ? "" : file.Dollars(claim.PatientCents), claim.FilingIndicator, claim.PayerClaimNumber, "03", claim.Frequency);
        Adjustments(file, claim.Adjustments);
        foreach (var name in claim.Names)
        {
            file.Segment("NM1", name.Entity, name.FirstName.Length > 0 ? "1" : "2", name.LastName, name.FirstName, name.MiddleName, "", "", name.Qualifier, name.Id);
        }

        if (claim.Remarks.Count > 0)
        {
            file.Segment("MOA", ["", "", .. claim.Remarks]);
        }

        Tail(file, claim.References, claim.Dates, claim.Amounts);
        foreach (var line in claim.Lines)
        {
            Line(file, line);
        }
    }

    private static void Line(PayerFile file, RemitLine line)
    {
        file.Segment("SVC", Service(file, line.Service), file.Dollars(line.ChargeCents), file.Dollars(line.PaidCents), "", PayerFile.Units(line.PaidMilliunits),
            line.SentService is { } sent ? Service(file, sent) : "", PayerFile.Units(line.SentMilliunits));
        foreach (var date in line.Dates)
        {
            file.Segment("DTM", date.Qualifier, PayerFile.Day(date.Date));
        }

        Adjustments(file, line.Adjustments);
        Tail(file, line.LineNumber.Length > 0 ? [new("6R", line.LineNumber)] : [], [], line.Amounts);
        foreach (var remark in line.Remarks)
        {
            file.Segment("LQ", "HE", remark);
        }
    }

    private static void Tail(PayerFile file, IEnumerable<RemitReference> references, IEnumerable<RemitDate> dates, IEnumerable<RemitAmount> amounts)
    {
        foreach (var reference in references)
        {
            file.Segment("REF", reference.Qualifier, reference.Value);
        }

        foreach (var date in dates)
        {
            file.Segment("DTM", date.Qualifier, PayerFile.Day(date.Date));
        }

        foreach (var amount in amounts)
        {
            file.Segment("AMT", amount.Qualifier, file.Dollars(amount.Cents));
        }
    }

    /// <summary>As few segments as can hold them: triplets of one group stand together.</summary>
    private static void Adjustments(PayerFile file, IReadOnlyList<Adjustment> adjustments)
    {
        foreach (var triplets in adjustments.GroupBy(adjustment => adjustment.Group).SelectMany(group => group.Chunk(TripletsOfCas)))
        {
            file.Segment("CAS", [triplets[0].Group,
                .. triplets.SelectMany(triplet => new[] { triplet.Reason, file.Dollars(triplet.AmountCents), PayerFile.Units(triplet.QuantityMilliunits) })]);
        }
    }

    private static string Service(PayerFile file, RemitService service) => file.Service(service.Qualifier, service.Procedure, service.Modifiers);
}
