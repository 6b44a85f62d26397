namespace MedicaidLogs.Core.Ids;

/// <summary>A provider taxonomy code: ten letters and digits, kept in upper case. 251300000X is a Local Education Agency.</summary>
/// <remarks>Source: NUCC Health Care Provider Taxonomy code set.</remarks>
public readonly record struct TaxonomyCode
{
    private const int Length = 10;

    private readonly string? _code;

    private TaxonomyCode(string code) => _code = code;

    public string Code => _code ?? "";

    public bool IsEmpty => _code is null;

    public static bool TryParse(ReadOnlySpan<char> text, out TaxonomyCode taxonomy)
    {
        taxonomy = default;
        text = text.Trim();
        if (text.Length != Length)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        taxonomy = new(text.ToString().ToUpperInvariant());
        return true;
    }

    /// <summary>For text that was checked before.</summary>
    /// <exception cref="FormatException">It is not a taxonomy code.</exception>
    public static TaxonomyCode Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var taxonomy) ? taxonomy : throw new FormatException("Not a taxonomy code.");

    public override string ToString() => Code;
}
