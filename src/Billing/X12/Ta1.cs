namespace MedicaidLogs.Billing.X12;

/// <summary>TA1: whether an interchange of ours could be opened.</summary>
public sealed record Ta1 : ResponsePart
{
    /// <summary>TA101: ISA13 of ours.</summary>
    public required long InterchangeNumber { get; init; }

    /// <summary>TA102: ISA09 of ours.</summary>
    public required DateOnly? InterchangeDate { get; init; }

    /// <summary>TA104.</summary>
    public required ResponseVerdict Verdict { get; init; }

    /// <summary>TA105, three digits; 000 is no error. X12 code list I18.</summary>
    public required string Note { get; init; }

    internal static Ta1 Read(X12Cursor x12)
    {
        var ta1 = new Ta1
        {
            Segment = x12.Number,
            InterchangeNumber = x12.Count(1),
            InterchangeDate = x12.Date(2),
            Verdict = x12.Code(4) switch
            {
                "A" => ResponseVerdict.Accepted,
                "E" => ResponseVerdict.AcceptedWithErrors,
                "R" => ResponseVerdict.Rejected,
                _ => throw x12.Refused(RefusalReasons.Code, 4),
            },
            Note = x12.Code(5),
        };
        x12.Step();
        return ta1;
    }
}
