using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Ids;

/// <summary>A student's Medicaid ID, as its payer's pattern wants it.</summary>
/// <remarks>
/// Personal data: <see cref="ToString"/> hides it, so that a log line or an exception cannot leak it;
/// <see cref="Value"/> is for claims, pages and tables. Ids are kept trimmed and in upper case.
/// </remarks>
public readonly record struct MedicaidId
{
    /// <summary>837P NM109 takes 2 to 80 characters (005010X222A1, loop 2010BA).</summary>
    public const int MaxLength = 80;

    private readonly string? _value;

    private MedicaidId(string value) => _value = value;

    public string Value => _value ?? "";

    public bool IsEmpty => _value is null;

    /// <param name="text">What was imported or typed.</param>
    /// <param name="pattern">The payer's pattern; it must match the whole ID. Give it a match time-out.</param>
    /// <param name="id">The ID when true, else empty.</param>
    public static bool TryParse(string? text, Regex pattern, out MedicaidId id)
    {
        id = default;
        var value = text?.Trim().ToUpperInvariant() ?? "";
        if (value.Length is 0 or > MaxLength)
        {
            return false;
        }

        var match = pattern.Match(value);
        if (!match.Success || match.Length != value.Length)
        {
            return false;
        }

        id = new(value);
        return true;
    }

    public override string ToString() => IsEmpty ? "" : "(Medicaid ID)";
}
