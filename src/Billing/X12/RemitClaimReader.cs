namespace MedicaidLogs.Billing.X12;

/// <summary>Reads loop 2100 with its lines, from CLP up to the next claim, LX, PLB or SE.</summary>
internal static class RemitClaimReader
{
    private const int MaxLines = 10_000;
    private const int MaxOfOne = 1_000;
    private const int TripletsOfCas = 6;
    private const int MaxModifiers = 4;

    public static RemitClaim Read(X12Cursor x12, int ordinal)
    {
        var claim = new Loop2100();
        var head = Clp(x12, ordinal, claim);
        x12.Step();
        while (!IsBehindClaim(x12))
        {
            if (x12.Name == "SVC")
            {
                x12.Add(claim.Lines, Line(x12), MaxLines);
            }
            else
            {
                Take(x12, claim);
                x12.Step();
            }
        }

        return head;
    }

    private static RemitClaim Clp(X12Cursor x12, int ordinal, Loop2100 loop) => new()
    {
        Segment = x12.Number,
        Ordinal = ordinal,
        ClaimNumber = x12.Text(1),
        Status = x12.Required(2),
        ChargeCents = x12.Cents(3),
        PaidCents = x12.Cents(4),
        PatientCents = x12.CentsOrNull(5) ?? 0,
        FilingIndicator = x12.Code(6),
        PayerClaimNumber = x12.Text(7),
        Frequency = x12.Code(9),
        Adjustments = loop.Adjustments,
        Names = loop.Names,
        Remarks = loop.Remarks,
        References = loop.References,
        Dates = loop.Dates,
        Amounts = loop.Amounts,
        Lines = loop.Lines,
    };

    private static void Take(X12Cursor x12, Loop2100 claim)
    {
        switch (x12.Name)
        {
            case "CAS":
                Adjustments(x12, claim.Adjustments);
                break;
            case "NM1":
                x12.Add(claim.Names, new(x12.Code(1), x12.Text(3), x12.Text(4), x12.Text(5), x12.Code(8), x12.Text(9)), MaxOfOne);
                break;
            case "MIA":
                Remarks(x12, claim.Remarks, [5, 20, 21, 22, 23]);
                break;
            case "MOA":
                Remarks(x12, claim.Remarks, [3, 4, 5, 6, 7]);
                break;
            case "REF":
                x12.Add(claim.References, new(x12.Code(1), x12.Text(2)), MaxOfOne);
                break;
            case "DTM":
                x12.Add(claim.Dates, new(x12.Code(1), x12.Date(2)), MaxOfOne);
                break;
            case "AMT":
                x12.Add(claim.Amounts, new(x12.Code(1), x12.Cents(2)), MaxOfOne);
                break;
        }
    }

    private static RemitLine Line(X12Cursor x12)
    {
        var (dates, adjustments, amounts, remarks) = (new List<RemitDate>(), new List<Adjustment>(), new List<RemitAmount>(), new List<string>());
        var line = new RemitLine
        {
            Segment = x12.Number,
            Service = Service(x12, 1),
            ChargeCents = x12.Cents(2),
            PaidCents = x12.Cents(3),
            PaidMilliunits = x12.MilliunitsOrNull(5),
            SentService = x12.Segment[6].IsEmpty ? null : Service(x12, 6),
            SentMilliunits = x12.MilliunitsOrNull(7),
            Dates = dates,
            Adjustments = adjustments,
            LineNumber = "",
            Amounts = amounts,
            Remarks = remarks,
        };
        x12.Step();
        for (; x12.Name != "SVC" && !IsBehindClaim(x12); x12.Step())
        {
            switch (x12.Name)
            {
                case "CAS":
                    Adjustments(x12, adjustments);
                    break;
                case "DTM":
                    x12.Add(dates, new(x12.Code(1), x12.Date(2)), MaxOfOne);
                    break;
                case "REF" when x12.Is(1, "6R"):
                    line = line with { LineNumber = x12.Text(2) };
                    break;
                case "AMT":
                    x12.Add(amounts, new(x12.Code(1), x12.Cents(2)), MaxOfOne);
                    break;
                case "LQ" when x12.Is(1, "HE"):
                    x12.Add(remarks, x12.Required(2), MaxOfOne);
                    break;
            }
        }

        return line;
    }

    /// <summary>A second BPR is behind any claim: only then is it seen that it has no place.</summary>
    private static bool IsBehindClaim(X12Cursor x12) => x12.Name is "CLP" or "LX" or "PLB" or "BPR" || x12.IsAtEnvelope;

    private static RemitService Service(X12Cursor x12, int element)
    {
        const int FirstModifier = 3;
        var modifiers = new List<string>();
        for (var component = FirstModifier; component < FirstModifier + MaxModifiers; component++)
        {
            if (x12.Code(element, component) is { Length: > 0 } modifier)
            {
                modifiers.Add(modifier);
            }
        }

        return new(x12.Code(element, 1), x12.Code(element, 2), modifiers);
    }

    /// <summary>Triplets of reason, amount and quantity; empty ones are passed over, a reason without amount refuses the file.</summary>
    private static void Adjustments(X12Cursor x12, List<Adjustment> adjustments)
    {
        var group = x12.Required(1);
        for (var element = 2; element < 2 + 3 * TripletsOfCas; element += 3)
        {
            if (!x12.Segment[element].IsEmpty || !x12.Segment[element + 1].IsEmpty)
            {
                x12.Add(adjustments, new(group, x12.Required(element), x12.Cents(element + 1), x12.MilliunitsOrNull(element + 2)), MaxOfOne);
            }
        }
    }

    private static void Remarks(X12Cursor x12, List<string> remarks, ReadOnlySpan<int> elements)
    {
        foreach (var element in elements)
        {
            if (x12.Code(element) is { Length: > 0 } remark)
            {
                x12.Add(remarks, remark, MaxOfOne);
            }
        }
    }

    /// <summary>The lists of a claim while it is read.</summary>
    private sealed class Loop2100
    {
        public List<Adjustment> Adjustments { get; } = [];

        public List<RemitName> Names { get; } = [];

        public List<string> Remarks { get; } = [];

        public List<RemitReference> References { get; } = [];

        public List<RemitDate> Dates { get; } = [];

        public List<RemitAmount> Amounts { get; } = [];

        public List<RemitLine> Lines { get; } = [];
    }
}
