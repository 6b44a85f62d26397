namespace MedicaidLogs.Billing.X12;

/// <summary>One HL of a 277CA with all that stands before the next: its four kinds are built alike.</summary>
internal sealed class Level277CA
{
    private const int MaxStatuses = 1_000;
    private const int MaxLines = 10_000;

    private readonly List<ClaimStatus> _statuses = [];
    private readonly List<AnsweredLine> _lines = [];

    private Level277CA(long segment, string code) => (Segment, Code) = (segment, code);

    public long Segment { get; }

    /// <summary>HL03: 20 payer, 21 submitter, 19 provider, PT patient.</summary>
    public string Code { get; }

    public string EntityName { get; private set; } = "";

    public string EntityId { get; private set; } = "";

    /// <summary>TRN02.</summary>
    public string Trace { get; private set; } = "";

    public string PayerClaimNumber { get; private set; } = "";

    public string ClearinghouseNumber { get; private set; } = "";

    public DateOnly? ServiceDate { get; private set; }

    public AnsweredTotals Totals { get; private set; } = new(null, null, null, null);

    public IReadOnlyList<ClaimStatus> Statuses => _statuses;

    public IReadOnlyList<AnsweredLine> Lines => _lines;

    /// <summary>Reads from HL up to the next one, or to the transaction's end.</summary>
    public static Level277CA Read(X12Cursor x12)
    {
        x12.Expect("HL");
        var level = new Level277CA(x12.Number, x12.Required(3));
        x12.Step();
        while (x12.Name != "HL" && !x12.IsAtEnvelope)
        {
            if (x12.Name == "SVC")
            {
                x12.Add(level._lines, Line(x12), MaxLines);
            }
            else
            {
                level.Take(x12);
                x12.Step();
            }
        }

        return level;
    }

    private void Take(X12Cursor x12)
    {
        switch (x12.Name)
        {
            case "NM1":
                (EntityName, EntityId) = (x12.Text(3), x12.Text(9));
                break;
            case "TRN":
                Trace = x12.Text(2);
                break;
            case "STC":
                x12.Add(_statuses, Status(x12), MaxStatuses);
                break;
            case "DTP" when x12.Is(1, "472"):
                ServiceDate = x12.Date(3);
                break;
            case "REF" when x12.Is(1, "1K"):
                PayerClaimNumber = x12.Text(2);
                break;
            case "REF" when x12.Is(1, "D9"):
                ClearinghouseNumber = x12.Text(2);
                break;
            case "QTY" or "AMT":
                Totals = WithTotal(x12);
                break;
        }
    }

    /// <summary>A batch counts by 90 and AA, a provider by QA and QC.</summary>
    private AnsweredTotals WithTotal(X12Cursor x12) => (x12.Name, x12.Code(1)) switch
    {
        ("QTY", "90" or "QA") => Totals with { AcceptedCount = x12.Count(2) },
        ("QTY", "AA" or "QC") => Totals with { RejectedCount = x12.Count(2) },
        ("AMT", "YU") => Totals with { AcceptedCents = x12.Cents(2) },
        ("AMT", "YY") => Totals with { RejectedCents = x12.Cents(2) },
        _ => Totals,
    };

    private static AnsweredLine Line(X12Cursor x12)
    {
        var (procedure, chargeCents) = (x12.Code(1, 2), x12.CentsOrNull(2));
        var (number, statuses) = ("", new List<ClaimStatus>());
        x12.Step();
        for (; x12.Name is not ("HL" or "SVC") && !x12.IsAtEnvelope; x12.Step())
        {
            if (x12.Name == "STC")
            {
                x12.Add(statuses, Status(x12), MaxStatuses);
            }
            else if (x12.Name == "REF" && x12.Is(1, "FJ"))
            {
                number = x12.Text(2);
            }
        }

        return new() { LineNumber = number, Procedure = procedure, ChargeCents = chargeCents, Statuses = statuses };
    }

    private static ClaimStatus Status(X12Cursor x12)
    {
        if (x12.Segment[1].IsEmpty)
        {
            throw x12.Refused(RefusalReasons.Missing, 1);
        }

        var codes = new List<StatusCode>();
        foreach (var element in (ReadOnlySpan<int>)[1, 10, 11])
        {
            if (x12.Code(element, 1) is { Length: > 0 } category)
            {
                codes.Add(new(category, x12.Code(element, 2), x12.Code(element, 3)));
            }
        }

        return new()
        {
            Codes = codes,
            Date = x12.Date(2),
            IsRejected = x12.Is(3, "U"),
            ChargeCents = x12.CentsOrNull(4),
            Message = x12.Text(12),
        };
    }
}
