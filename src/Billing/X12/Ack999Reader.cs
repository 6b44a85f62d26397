namespace MedicaidLogs.Billing.X12;

/// <summary>Reads one 999, from behind ST up to SE.</summary>
internal static class Ack999Reader
{
    private const int MaxTransactions = 100_000;
    private const int MaxErrors = 10_000;
    private const int MaxContexts = 10;
    private const int MaxPosition = 1_000;

    public static Ack999 Read(X12Cursor x12)
    {
        x12.Expect("AK1");
        var (segment, functionalId, groupNumber) = (x12.Number, x12.Code(1), x12.Count(2));
        x12.Step();
        var transactions = new List<AnsweredTransaction>();
        while (x12.Name == "AK2")
        {
            x12.Add(transactions, Transaction(x12), MaxTransactions);
        }

        x12.Expect("AK9");
        var ack = new Ack999
        {
            Segment = segment,
            FunctionalId = functionalId,
            GroupNumber = groupNumber,
            Verdict = x12.Is(1, "P") ? ResponseVerdict.PartlyAccepted : Verdict(x12),
            IncludedCount = x12.Count(2),
            ReceivedCount = x12.Count(3),
            AcceptedCount = x12.Count(4),
            Codes = Codes(x12, first: 5),
            Transactions = transactions,
        };
        x12.Step();
        return ack;
    }

    private static AnsweredTransaction Transaction(X12Cursor x12)
    {
        var (kind, number) = (x12.Code(1), x12.RequiredText(2));
        x12.Step();
        var errors = new List<SegmentError>();
        while (x12.Name == "IK3")
        {
            x12.Add(errors, SegmentError(x12), MaxErrors);
        }

        x12.Expect("IK5");
        var transaction = new AnsweredTransaction
        {
            Kind = kind,
            ControlNumber = number,
            Verdict = Verdict(x12),
            Codes = Codes(x12, first: 2),
            Errors = errors,
        };
        x12.Step();
        return transaction;
    }

    private static SegmentError SegmentError(X12Cursor x12)
    {
        var error = new SegmentError
        {
            SegmentId = x12.Code(1),
            Position = x12.Count(2),
            Loop = x12.Code(3),
            Code = x12.Code(4),
            Contexts = [],
            Elements = [],
        };
        x12.Step();
        var contexts = Contexts(x12);
        var elements = new List<ElementError>();
        while (x12.Name == "IK4")
        {
            x12.Add(elements, ElementError(x12), MaxErrors);
        }

        return error with { Contexts = contexts, Elements = elements };
    }

    private static ElementError ElementError(X12Cursor x12)
    {
        var error = new ElementError
        {
            Element = Position(x12, component: 1) ?? throw x12.Refused(RefusalReasons.Missing, 1),
            Component = Position(x12, component: 2),
            Repetition = Position(x12, component: 3),
            Code = x12.Code(3),
            BadValue = x12.Text(4),
            Contexts = [],
        };
        x12.Step();
        return error with { Contexts = Contexts(x12) };
    }

    private static List<ErrorContext> Contexts(X12Cursor x12)
    {
        var contexts = new List<ErrorContext>();
        for (; x12.Name == "CTX"; x12.Step())
        {
            x12.Add(contexts, new(x12.Code(1, 1), x12.Text(1, 2), x12.Code(2), x12.CountOrNull(3), x12.Code(4)), MaxContexts);
        }

        return contexts;
    }

    private static int? Position(X12Cursor x12, int component)
    {
        var digits = x12.Segment[1, component];
        return digits.IsEmpty ? null
            : X12Decimal.TryParse(digits, decimals: 0, out var position) && position is >= 0 and <= MaxPosition ? (int)position
            : throw x12.Refused(RefusalReasons.Number, 1);
    }

    /// <summary>IK501, and AK901 but for P.</summary>
    private static ResponseVerdict Verdict(X12Cursor x12) => x12.Code(1) switch
    {
        "A" => ResponseVerdict.Accepted,
        "E" => ResponseVerdict.AcceptedWithErrors,
        "R" or "M" or "W" or "X" => ResponseVerdict.Rejected,
        _ => throw x12.Refused(RefusalReasons.Code, 1),
    };

    private static List<string> Codes(X12Cursor x12, int first)
    {
        const int MaxCodes = 5;
        var codes = new List<string>();
        for (var element = first; element < first + MaxCodes; element++)
        {
            if (x12.Code(element) is { Length: > 0 } code)
            {
                codes.Add(code);
            }
        }

        return codes;
    }
}
