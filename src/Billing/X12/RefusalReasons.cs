namespace MedicaidLogs.Billing.X12;

/// <summary>Every reason to refuse a file that came in, in the order of docs/x12-responses.md.</summary>
public static class RefusalReasons
{
    public static readonly RefusalReason Empty = new("X12_IN_EMPTY", "The file holds nothing.");

    public static readonly RefusalReason NotX12 = new("X12_IN_NOT_X12", "The file does not begin with an ISA segment: it is no X12 file, or its beginning is missing.");

    public static readonly RefusalReason Header = new("X12_IN_ISA", "The ISA segment has fewer than sixteen elements.");

    public static readonly RefusalReason Separators = new("X12_IN_SEPARATORS", "The ISA segment names one separator for two purposes, or a letter or digit.");

    public static readonly RefusalReason CutOff = new("X12_IN_CUT_OFF", "The file ends too early: its last part is missing.");

    public static readonly RefusalReason SegmentId = new("X12_IN_SEGMENT_ID", "A segment does not begin with an id of two or three letters and digits.");

    public static readonly RefusalReason SegmentLength = new("X12_IN_LONG_SEGMENT", "A segment is longer than any segment can be: a terminator is missing.");

    public static readonly RefusalReason ElementCount = new("X12_IN_MANY_ELEMENTS", "A segment has more elements than any segment can have.");

    public static readonly RefusalReason Order = new("X12_IN_ORDER", "A segment stands where it cannot stand, or the one that belongs here is missing.");

    public static readonly RefusalReason Kind = new("X12_IN_KIND", "The file holds a transaction that is not a 999, 277CA (005010X214) or 835 (005010X221).");

    public static readonly RefusalReason SegmentCount = new("X12_IN_SEGMENT_COUNT", "SE01 does not count the segments that are here: some are missing or were added.");

    public static readonly RefusalReason TransactionCount = new("X12_IN_TRANSACTION_COUNT", "GE01 does not count the transactions that are here: some are missing or were added.");

    public static readonly RefusalReason GroupCount = new("X12_IN_GROUP_COUNT", "IEA01 does not count the groups that are here: some are missing or were added.");

    public static readonly RefusalReason ControlNumber = new("X12_IN_CONTROL_NUMBER", "The end of an envelope has another control number than its beginning: parts of two files may be mixed.");

    public static readonly RefusalReason Missing = new("X12_IN_MISSING", "An element is empty that nothing can stand for.");

    public static readonly RefusalReason Code = new("X12_IN_CODE", "A code says neither accepted nor rejected.");

    public static readonly RefusalReason Amount = new("X12_IN_AMOUNT", "An amount is not a number of dollars with at most two decimals, below a hundred million.");

    public static readonly RefusalReason Number = new("X12_IN_NUMBER", "A count or quantity is not a number, or too large.");

    public static readonly RefusalReason Character = new("X12_IN_CHARACTER", "A line break or control character stands inside data.");

    public static readonly RefusalReason Length = new("X12_IN_LENGTH", "An element is longer than the guide lets it be.");

    public static readonly RefusalReason Letters = new("X12_IN_LETTERS", "The group or reason of an adjustment is not of letters and digits.");

    public static readonly RefusalReason Limit = new("X12_IN_LIMIT", "There is more of one thing here than any sender has reason to send.");

    public static IReadOnlyList<RefusalReason> All { get; } =
    [
        Empty, NotX12, Header, Separators, CutOff, SegmentId, SegmentLength, ElementCount, Order, Kind, SegmentCount, TransactionCount, GroupCount,
        ControlNumber, Missing, Code, Amount, Number, Character, Length, Letters, Limit,
    ];
}
