namespace MedicaidLogs.Billing.X12;

/// <summary>The segments that tell what payers before this one did.</summary>
internal static class OtherPayers837P
{
    private const int AdjustmentsPerSegment = 6;

    /// <summary>Loops 2320, 2330A and 2330B.</summary>
    public static void Payer(X12Writer x12, OtherPayer payer)
    {
        x12.Segment("SBR"u8).Code(Codes837P.Of(payer.Sequence)).Text(payer.Relationship, 2)
            .Text(payer.GroupNumber, 50).Name(payer.GroupName, 60).Empty(4).Text(payer.FilingIndicator, 2).End();
        Adjustments(x12, payer.Adjustments);
        x12.Segment("AMT"u8).Code("D"u8).Amount(payer.PaidCents).End();

        // OI03 benefits assigned, OI06 release of information given.
        x12.Segment("OI"u8).Empty(2).Code("Y"u8).Empty(2).Code("Y"u8).End();

        Parties837P.Person(x12, "IL"u8, payer.Insured).Code("MI"u8).Text(payer.MemberId, 80).End();
        x12.Segment("NM1"u8).Code("PR"u8).Code("2"u8).Name(payer.PayerName, 60).Empty(4)
            .Code("PI"u8).Text(payer.PayerId, 80).End();
        PaidDate(x12, payer.PaidDate);
        Parties837P.Reference(x12, "F8"u8, payer.PayerClaimNumber);
    }

    /// <summary>Loop 2430.</summary>
    public static void Adjudication(X12Writer x12, LineAdjudication adjudication)
    {
        x12.Segment("SVD"u8).Text(adjudication.PayerId, 80).Amount(adjudication.PaidCents);
        Write837P.Service(x12, adjudication.Service).Empty().Quantity(adjudication.Units.Milliunits).End();
        Adjustments(x12, adjudication.Adjustments);
        PaidDate(x12, adjudication.PaidDate);
    }

    /// <summary>CAS: neighbours of one group share a segment, six to each.</summary>
    private static void Adjustments(X12Writer x12, IReadOnlyList<Adjustment> adjustments)
    {
        var inSegment = 0;
        for (var i = 0; i < adjustments.Count; i++)
        {
            var adjustment = adjustments[i];
            if (inSegment == AdjustmentsPerSegment || (i > 0 && adjustment.Group != adjustments[i - 1].Group))
            {
                x12.End();
                inSegment = 0;
            }

            if (inSegment == 0)
            {
                x12.Segment("CAS"u8).Text(adjustment.Group, 2);
            }

            x12.Text(adjustment.Reason, 5).Amount(adjustment.AmountCents);
            inSegment++;
            _ = adjustment.QuantityMilliunits is { } quantity ? x12.Quantity(quantity) : x12.Empty();
        }

        if (inSegment > 0)
        {
            x12.End();
        }
    }

    private static void PaidDate(X12Writer x12, DateOnly? paidDate)
    {
        if (paidDate is { } date)
        {
            x12.Segment("DTP"u8).Code("573"u8).Code("D8"u8).Date(date).End();
        }
    }
}
