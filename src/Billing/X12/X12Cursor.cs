using System.Text;
using System.Text.Unicode;

namespace MedicaidLogs.Billing.X12;

/// <summary>Stands on one segment of a file and reads its elements as values; refuses the file where they are none.</summary>
/// <remarks>
/// Values come trimmed, codes in upper case. A date that is in no calendar is read as missing, since payers send some; an amount
/// or a count never is. Every loop over segments ends: each <see cref="Step"/> goes on in the file, and at its end
/// <see cref="Name"/> is empty.
/// </remarks>
internal sealed class X12Cursor
{
    private readonly X12Reader _x12;
    private readonly TextPool _codes = new();

    /// <summary>The segment holds no control characters, separators included: no element needs to be looked through.</summary>
    private bool _isPlain;

    public X12Cursor(Stream input)
    {
        _x12 = new(input);
        Step();
    }

    /// <summary>The id of the segment, in upper case; empty at the end of the file.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Counted from 1 over the whole file.</summary>
    public long Number => _x12.Number;

    public X12Segment Segment => _x12.Segment;

    public bool IsAtEnd => Name.Length == 0;

    /// <summary>At a segment that no transaction holds inside: what it lacks until here it will never have.</summary>
    public bool IsAtEnvelope => Name is "" or "SE" or "GE" or "IEA" or "ST" or "GS" or "ISA" or "TA1";

    public void Step()
    {
        Name = _x12.Read() ? _codes.Upper(_x12.Segment.Id) : "";
        _isPlain = _x12.Segment.IsPlain;
    }

    /// <summary>Refuses the file where another segment stands here.</summary>
    public void Expect(string name)
    {
        if (Name != name)
        {
            throw Refused(IsAtEnd ? RefusalReasons.CutOff : RefusalReasons.Order);
        }
    }

    /// <summary>Whether an element holds that code.</summary>
    public bool Is(int element, string code) => Code(element) == code;

    public string Code(int element) => Short(_codes.Upper(Plain(Segment[element], element)), element);

    public string Code(int element, int component) => Short(_codes.Upper(Plain(Segment[element, component], element)), element);

    /// <summary>A code that cannot be missing.</summary>
    public string Required(int element) => Code(element) is { Length: > 0 } code ? code : throw Refused(RefusalReasons.Missing, element);

    /// <summary>As it was sent, UTF-8 or Latin-1.</summary>
    public string Text(int element) => Short(Decode(Plain(Segment[element], element)), element);

    public string Text(int element, int component) => Short(Decode(Plain(Segment[element, component], element)), element);

    /// <summary>A number or name of a thing, as it was sent, that cannot be missing.</summary>
    public string RequiredText(int element) => Text(element) is { Length: > 0 } text ? text : throw Refused(RefusalReasons.Missing, element);

    /// <summary>Cents; refuses what is no amount, and a missing one.</summary>
    public long Cents(int element) => CentsOrNull(element) ?? throw Refused(RefusalReasons.Missing, element);

    /// <summary>Cents; null where the element is empty.</summary>
    public long? CentsOrNull(int element) => Decimal(element, X12Decimal.CentDigits, RefusalReasons.Amount);

    /// <summary>Thousandths of a unit; null where the element is empty.</summary>
    public long? MilliunitsOrNull(int element) => Decimal(element, X12Decimal.MilliunitDigits, RefusalReasons.Number);

    /// <summary>A whole number; null where the element is empty.</summary>
    public long? CountOrNull(int element) => Decimal(element, decimals: 0, RefusalReasons.Number);

    public long Count(int element) => CountOrNull(element) ?? throw Refused(RefusalReasons.Missing, element);

    /// <summary>CCYYMMDD, the first of CCYYMMDD-CCYYMMDD, or YYMMDD of this century; null where it is none.</summary>
    public DateOnly? Date(int element)
    {
        var digits = Plain(Segment[element], element);
        var isShort = digits.Length == 6;
        return X12Decimal.TryParse(isShort ? digits : digits[..Math.Min(8, digits.Length)], decimals: 0, out var date)
            && (isShort ? 20_000_000 + date : date) is var day and >= 1900_01_01 and <= 9999_12_31
            && (int)(day / 100 % 100) is var month and >= 1 and <= 12
            && (int)(day % 100) is var dayOfMonth and >= 1
            && dayOfMonth <= DateTime.DaysInMonth((int)(day / 10_000), month)
                ? new((int)(day / 10_000), month, dayOfMonth)
                : null;
    }

    /// <summary>The refusal of the file here.</summary>
    /// <param name="element">The element at fault; 0 for the segment.</param>
    public X12RefusedException Refused(RefusalReason reason, int element = 0) =>
        _x12.Refused(reason, element == 0 || IsAtEnd ? Name : $"{Name}{element:00}");

    /// <summary>Adds to what is held in memory, up to a limit.</summary>
    public void Add<T>(List<T> list, T item, int limit)
    {
        if (list.Count == limit)
        {
            throw Refused(RefusalReasons.Limit);
        }

        list.Add(item);
    }

    private string Short(string text, int element) =>
        ElementLengths.Allow(Name, element, text.Length) ? text : throw Refused(RefusalReasons.Length, element);

    private long? Decimal(int element, int decimals, RefusalReason otherwise)
    {
        var digits = Trimmed(Segment[element]);
        return digits.IsEmpty ? null : X12Decimal.TryParse(digits, decimals, out var value) ? value : throw Refused(otherwise, element);
    }

    private ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> text, int element) =>
        _isPlain || text.IndexOfAnyInRange((byte)0, (byte)0x1f) < 0 ? Trimmed(text) : throw Refused(RefusalReasons.Character, element);

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (text[0] != ' ' && text[^1] != ' ') ? text : text.Trim((byte)' ');

    private static string Decode(ReadOnlySpan<byte> text) =>
        !Ascii.IsValid(text) && Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text);
}
