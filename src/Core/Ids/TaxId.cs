namespace MedicaidLogs.Core.Ids;

/// <summary>A federal employer identification number: nine digits, read with or without the dash after the second.</summary>
/// <remarks>Source: 26 CFR 301.7701-12. 837P REF*EI carries the nine digits without the dash.</remarks>
public readonly record struct TaxId
{
    private const int Length = 9;
    private const int DashAt = 2;

    private readonly string? _digits;

    private TaxId(string digits) => _digits = digits;

    public string Digits => _digits ?? "";

    public bool IsEmpty => _digits is null;

    public static bool TryParse(ReadOnlySpan<char> text, out TaxId taxId)
    {
        taxId = default;
        if (!DigitGroups.TryJoin(text.Trim(), DashAt, Length, out var digits))
        {
            return false;
        }

        taxId = new(digits);
        return true;
    }

    /// <summary>For text that was checked before.</summary>
    /// <exception cref="FormatException">It is not a tax ID. The message never holds the text.</exception>
    public static TaxId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var taxId) ? taxId : throw new FormatException("Not a tax ID.");

    public override string ToString() => Digits;
}
