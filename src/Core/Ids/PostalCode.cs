namespace MedicaidLogs.Core.Ids;

/// <summary>A United States ZIP code: five digits, or nine, read with or without the dash.</summary>
/// <remarks>Source: USPS Publication 28, section 216. Kept without the dash, as 837P N403 wants it.</remarks>
public readonly record struct PostalCode
{
    private const int ShortLength = 5;
    private const int FullLength = 9;

    private readonly string? _digits;

    private PostalCode(string digits) => _digits = digits;

    public string Digits => _digits ?? "";

    /// <summary>All nine digits are known, as the billing provider's address must have them.</summary>
    public bool IsFull => Digits.Length == FullLength;

    public bool IsEmpty => _digits is null;

    public static bool TryParse(ReadOnlySpan<char> text, out PostalCode postalCode)
    {
        postalCode = default;
        text = text.Trim();
        if (!DigitGroups.TryJoin(text, ShortLength, text.Length == ShortLength ? ShortLength : FullLength, out var digits))
        {
            return false;
        }

        postalCode = new(digits);
        return true;
    }

    /// <summary>For text that was checked before.</summary>
    /// <exception cref="FormatException">It is not a ZIP code. The message never holds the text.</exception>
    public static PostalCode Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var postalCode) ? postalCode : throw new FormatException("Not a ZIP code.");

    public override string ToString() => IsFull ? Digits.Insert(ShortLength, "-") : Digits;
}
