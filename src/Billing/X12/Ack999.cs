namespace MedicaidLogs.Billing.X12;

/// <summary>999 (005010X231A1): what became of one group of ours, before anybody looked at the claims.</summary>
public sealed record Ack999 : ResponsePart
{
    /// <summary>AK101: HC is a group of claims.</summary>
    public required string FunctionalId { get; init; }

    /// <summary>AK102: GS06 of ours.</summary>
    public required long GroupNumber { get; init; }

    /// <summary>AK901.</summary>
    public required ResponseVerdict Verdict { get; init; }

    /// <summary>AK905 to AK909: what is wrong with the group as a whole.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>AK902: transactions that GE01 of ours counted.</summary>
    public required long IncludedCount { get; init; }

    /// <summary>AK903.</summary>
    public required long ReceivedCount { get; init; }

    /// <summary>AK904.</summary>
    public required long AcceptedCount { get; init; }

    /// <summary>Those that are answered one by one. A group without fault may come without them.</summary>
    public required IReadOnlyList<AnsweredTransaction> Transactions { get; init; }
}

/// <summary>AK2 to IK5: one transaction of ours.</summary>
public sealed record AnsweredTransaction
{
    /// <summary>AK201.</summary>
    public required string Kind { get; init; }

    /// <summary>AK202: ST02 of ours.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>IK501.</summary>
    public required ResponseVerdict Verdict { get; init; }

    /// <summary>IK502 to IK506: what is wrong with the transaction as a whole.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    public required IReadOnlyList<SegmentError> Errors { get; init; }
}

/// <summary>IK3: a segment with a fault.</summary>
public sealed record SegmentError
{
    /// <summary>IK301.</summary>
    public required string SegmentId { get; init; }

    /// <summary>IK302: counted from ST, which is 1.</summary>
    public required long Position { get; init; }

    /// <summary>IK303: for example 2300.</summary>
    public required string Loop { get; init; }

    /// <summary>IK304; 8 says that its elements are at fault.</summary>
    public required string Code { get; init; }

    /// <summary>CTX: the claim it happened in, or the segment that made it one.</summary>
    public required IReadOnlyList<ErrorContext> Contexts { get; init; }

    public required IReadOnlyList<ElementError> Elements { get; init; }
}

/// <summary>IK4: an element with a fault.</summary>
public sealed record ElementError
{
    /// <summary>IK401-1.</summary>
    public required int Element { get; init; }

    /// <summary>IK401-2: null where the element is not composite.</summary>
    public required int? Component { get; init; }

    /// <summary>IK401-3: which of its repetitions.</summary>
    public required int? Repetition { get; init; }

    /// <summary>IK403.</summary>
    public required string Code { get; init; }

    /// <summary>IK404: what stood there, which may be a person's.</summary>
    public required string BadValue { get; init; }

    public required IReadOnlyList<ErrorContext> Contexts { get; init; }

    /// <summary>Without the value.</summary>
    public override string ToString() => $"Element {Element}-{Component} ({Code})";
}

/// <summary>CTX.</summary>
/// <param name="Name">CTX01-1: SITUATIONAL TRIGGER, or what <paramref name="Value"/> is, for example CLM01.</param>
/// <param name="Value">CTX01-2: for example our claim number; may be a person's.</param>
/// <param name="SegmentId">CTX02.</param>
/// <param name="Position">CTX03, counted from ST.</param>
/// <param name="Loop">CTX04.</param>
public sealed record ErrorContext(string Name, string Value, string SegmentId, long? Position, string Loop)
{
    /// <summary>Without the value.</summary>
    public override string ToString() => $"{Name} {SegmentId} {Position} {Loop}";
}
