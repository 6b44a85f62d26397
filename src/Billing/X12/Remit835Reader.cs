namespace MedicaidLogs.Billing.X12;

/// <summary>Reads one 835, from behind ST up to SE: the payment, each claim, the end with its balance.</summary>
internal static class Remit835Reader
{
    private const int MaxProviderAdjustments = 100_000;
    private const int PairsOfPlb = 6;

    public static IEnumerable<ResponsePart> Read(X12Cursor x12)
    {
        var payment = Payment(x12);
        yield return payment;

        var (claims, balance) = (new RemitClaimReader(x12), new RemitBalance());
        while (x12.Name is "LX" or "CLP" or "TS3" or "TS2")
        {
            if (x12.Name == "CLP")
            {
                var claim = claims.Read(balance.Totals.Claims + 1);
                balance.Add(claim);
                yield return claim;
            }
            else
            {
                x12.Step();
            }
        }

        var segment = x12.Number;
        var adjustments = ProviderAdjustments(x12);
        balance.Close(payment, adjustments);
        yield return new RemitEnd
        {
            Segment = segment,
            ProviderAdjustments = adjustments,
            Totals = balance.Totals,
            Imbalances = balance.Imbalances,
            ImbalanceCount = balance.ImbalanceCount,
        };
    }

    private static RemitPayment Payment(X12Cursor x12)
    {
        x12.Expect("BPR");
        var payment = new RemitPayment
        {
            Segment = x12.Number,
            Handling = x12.Code(1),
            PaymentCents = x12.Cents(2),
            CreditOrDebit = x12.Code(3),
            Method = x12.Code(4),
            PaidDate = x12.Date(16),
            TraceNumber = "",
            PayerTrace = "",
            ProducedDate = null,
            Payer = RemitParty.Unknown,
            Payee = RemitParty.Unknown,
        };
        x12.Step();
        x12.Expect("TRN");
        payment = payment with { TraceNumber = x12.RequiredText(2), PayerTrace = x12.Text(3) };
        x12.Step();
        for (; x12.Name is not ("LX" or "CLP" or "TS3" or "TS2" or "PLB" or "SVC" or "CAS") && !x12.IsAtEnvelope; x12.Step())
        {
            payment = With(payment, x12);
        }

        return payment;
    }

    private static RemitPayment With(RemitPayment payment, X12Cursor x12) => (x12.Name, x12.Code(1)) switch
    {
        ("DTM", "405") => payment with { ProducedDate = x12.Date(2) },
        ("N1", "PR") => payment with { Payer = Party(x12) },
        ("N1", "PE") => payment with { Payee = Party(x12) },
        ("REF", "TJ") => payment with { Payee = payment.Payee with { TaxId = x12.Text(2) } },
        _ => payment,
    };

    private static RemitParty Party(X12Cursor x12) => new(x12.Text(2), x12.Code(3), x12.Text(4), TaxId: "");

    private static List<ProviderAdjustment> ProviderAdjustments(X12Cursor x12)
    {
        var adjustments = new List<ProviderAdjustment>();
        for (; x12.Name == "PLB"; x12.Step())
        {
            var (providerId, fiscalYearEnd) = (x12.Text(1), x12.Date(2));
            for (var element = 3; element < 3 + 2 * PairsOfPlb; element += 2)
            {
                if (!x12.Segment[element].IsEmpty || !x12.Segment[element + 1].IsEmpty)
                {
                    x12.Add(adjustments, new(providerId, fiscalYearEnd, x12.Code(element, 1), x12.Text(element, 2), x12.Cents(element + 1)), MaxProviderAdjustments);
                }
            }
        }

        return adjustments;
    }
}
