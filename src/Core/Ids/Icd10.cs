namespace MedicaidLogs.Core.Ids;

/// <summary>An ICD-10-CM diagnosis code by its form: letter, digit, letter or digit, then up to four more.</summary>
/// <remarks>
/// Source: ICD-10-CM Official Guidelines, section I.A.2. Read with or without the dot after the third character;
/// kept without it and in upper case, as 837P HI wants it. Whether the code is in force on a date is the code set's word.
/// </remarks>
public readonly record struct Icd10
{
    private const int CategoryLength = 3;
    private const int MaxLength = 7;

    private readonly string? _code;

    private Icd10(string code) => _code = code;

    /// <summary>Without the dot: <c>F802</c>.</summary>
    public string Code => _code ?? "";

    /// <summary>As people read it: <c>F80.2</c>.</summary>
    public string Dotted => Code.Length > CategoryLength ? Code.Insert(CategoryLength, ".") : Code;

    public bool IsEmpty => _code is null;

    public static bool TryParse(ReadOnlySpan<char> text, out Icd10 icd10)
    {
        Span<char> code = stackalloc char[MaxLength];
        var read = TryRead(text, code, out var length);
        icd10 = read ? new(new string(code[..length])) : default;
        return read;
    }

    /// <summary>Whether the text has the form of a code; for loops that need no value and must not allocate one.</summary>
    public static bool IsCode(ReadOnlySpan<char> text) => TryRead(text, stackalloc char[MaxLength], out _);

    /// <summary>For text that was checked before.</summary>
    /// <exception cref="FormatException">It is not of an ICD-10-CM form. The message never holds the text.</exception>
    public static Icd10 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var icd10) ? icd10 : throw new FormatException("Not an ICD-10-CM code.");

    public override string ToString() => Dotted;

    private static bool TryRead(ReadOnlySpan<char> text, Span<char> code, out int length)
    {
        text = text.Trim();
        var dot = text.IndexOf('.');
        length = dot < 0 ? text.Length : text.Length - 1;
        if (length is < CategoryLength or > MaxLength || (dot >= 0 && (dot != CategoryLength || length == CategoryLength)))
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            var c = text[dot >= 0 && i >= dot ? i + 1 : i];
            var fits = i switch { 0 => char.IsAsciiLetter(c), 1 => char.IsAsciiDigit(c), _ => char.IsAsciiLetterOrDigit(c) };
            if (!fits)
            {
                return false;
            }

            code[i] = char.ToUpperInvariant(c);
        }

        return true;
    }
}
