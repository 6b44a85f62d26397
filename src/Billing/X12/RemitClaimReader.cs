namespace MedicaidLogs.Billing.X12;

/// <summary>Reads loops 2100 with their lines, each from CLP up to the next claim, LX, PLB or SE.</summary>
internal sealed class RemitClaimReader(X12Cursor x12)
{
    private const int MaxLines = 10_000;
    private const int MaxOfOne = 1_000;
    private const int TripletsOfCas = 6;
    private const int FirstModifier = 3;
    private const int LastModifier = 6;

    // What a claim or line gathers until its end, used again for the next one.
    private readonly List<RemitLine> _lines = [];
    private readonly List<RemitName> _names = [];
    private readonly List<RemitReference> _references = [];
    private readonly Gathered _ofClaim = new();
    private readonly Gathered _ofLine = new();
    private readonly List<string> _modifiers = [];

    public RemitClaim Read(int ordinal)
    {
        _lines.Clear();
        _names.Clear();
        _references.Clear();
        _ofClaim.Clear();
        var claim = Claim(ordinal);
        x12.Step();
        while (!IsBehindClaim)
        {
            if (x12.Name == "SVC")
            {
                x12.Add(_lines, Line(), MaxLines);
            }
            else
            {
                TakeForClaim();
                x12.Step();
            }
        }

        return claim with
        {
            Adjustments = _ofClaim.Adjustments.ToArray(),
            Names = _names.ToArray(),
            Remarks = _ofClaim.Remarks.ToArray(),
            References = _references.ToArray(),
            Dates = _ofClaim.Dates.ToArray(),
            Amounts = _ofClaim.Amounts.ToArray(),
            Lines = _lines.ToArray(),
        };
    }

    /// <summary>A second BPR is behind any claim: only then is it seen that it has no place.</summary>
    private bool IsBehindClaim => x12.Name is "CLP" or "LX" or "PLB" or "BPR" || x12.IsAtEnvelope;

    private RemitClaim Claim(int ordinal) => new()
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
        Adjustments = [],
        Names = [],
        Remarks = [],
        References = [],
        Dates = [],
        Amounts = [],
        Lines = [],
    };

    private void TakeForClaim()
    {
        switch (x12.Name)
        {
            case "NM1":
                x12.Add(_names, new(x12.Code(1), x12.Text(3), x12.Text(4), x12.Text(5), x12.Code(8), x12.Text(9)), MaxOfOne);
                break;
            case "MIA":
                Remarks([5, 20, 21, 22, 23]);
                break;
            case "MOA":
                Remarks([3, 4, 5, 6, 7]);
                break;
            case "REF":
                x12.Add(_references, new(x12.Code(1), x12.Text(2)), MaxOfOne);
                break;
            default:
                Take(_ofClaim);
                break;
        }
    }

    private RemitLine Line()
    {
        _ofLine.Clear();
        var (segment, service, chargeCents, paidCents, paidMilliunits) = (x12.Number, Service(1), x12.Cents(2), x12.Cents(3), x12.MilliunitsOrNull(5));
        var (sentService, sentMilliunits) = (x12.Segment[6].IsEmpty ? null : Service(6), x12.MilliunitsOrNull(7));
        var number = "";
        x12.Step();
        for (; x12.Name != "SVC" && !IsBehindClaim; x12.Step())
        {
            if (x12.Name == "REF" && x12.Is(1, "6R"))
            {
                number = x12.Text(2);
            }
            else if (x12.Name == "LQ" && x12.Is(1, "HE"))
            {
                x12.Add(_ofLine.Remarks, x12.Required(2), MaxOfOne);
            }
            else
            {
                Take(_ofLine);
            }
        }

        return new()
        {
            Segment = segment,
            Service = service,
            ChargeCents = chargeCents,
            PaidCents = paidCents,
            PaidMilliunits = paidMilliunits,
            SentService = sentService,
            SentMilliunits = sentMilliunits,
            Dates = _ofLine.Dates.ToArray(),
            Adjustments = _ofLine.Adjustments.ToArray(),
            LineNumber = number,
            Amounts = _ofLine.Amounts.ToArray(),
            Remarks = _ofLine.Remarks.ToArray(),
        };
    }

    /// <summary>What claims and lines have alike.</summary>
    private void Take(Gathered gathered)
    {
        switch (x12.Name)
        {
            case "CAS":
                Adjustments(gathered.Adjustments);
                break;
            case "DTM":
                x12.Add(gathered.Dates, new(x12.Code(1), x12.Date(2)), MaxOfOne);
                break;
            case "AMT":
                x12.Add(gathered.Amounts, new(x12.Code(1), x12.Cents(2)), MaxOfOne);
                break;
        }
    }

    private RemitService Service(int element)
    {
        _modifiers.Clear();
        for (var component = FirstModifier; component <= LastModifier && x12.Code(element, component) is { Length: > 0 } modifier; component++)
        {
            _modifiers.Add(modifier);
        }

        return new(x12.Code(element, 1), x12.Code(element, 2), _modifiers.ToArray());
    }

    /// <summary>Triplets of reason, amount and quantity; empty ones are passed over, a reason without amount refuses the file.</summary>
    private void Adjustments(List<Adjustment> adjustments)
    {
        var group = LettersAndDigits(1);
        for (var element = 2; element <= Math.Min(3 * TripletsOfCas, x12.Segment.Elements); element += 3)
        {
            if (!x12.Segment[element].IsEmpty || !x12.Segment[element + 1].IsEmpty)
            {
                x12.Add(adjustments, new(group, LettersAndDigits(element), x12.Cents(element + 1), x12.MilliunitsOrNull(element + 2)), MaxOfOne);
            }
        }
    }

    private string LettersAndDigits(int element) =>
        x12.Required(element) is var code && code.All(char.IsAsciiLetterOrDigit) ? code : throw x12.Refused(RefusalReasons.Letters, element);

    private void Remarks(ReadOnlySpan<int> elements)
    {
        foreach (var element in elements)
        {
            if (x12.Code(element) is { Length: > 0 } remark)
            {
                x12.Add(_ofClaim.Remarks, remark, MaxOfOne);
            }
        }
    }

    private sealed class Gathered
    {
        public List<Adjustment> Adjustments { get; } = [];

        public List<RemitDate> Dates { get; } = [];

        public List<RemitAmount> Amounts { get; } = [];

        public List<string> Remarks { get; } = [];

        public void Clear()
        {
            Adjustments.Clear();
            Dates.Clear();
            Amounts.Clear();
            Remarks.Clear();
        }
    }
}
