namespace MedicaidLogs.Billing.Responses;

/// <summary>A part of a remittance that is on none of our lines.</summary>
/// <param name="LineOrdinal">0: a claim that came without lines.</param>
public readonly record struct UnmatchedId(long RemittanceId, int ClaimOrdinal, int LineOrdinal)
{
    /// <summary>As people type it: 12-3-1.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{RemittanceId}-{ClaimOrdinal}-{LineOrdinal}");

    public static bool TryParse(string text, out UnmatchedId id)
    {
        id = default;
        const System.Globalization.NumberStyles digits = System.Globalization.NumberStyles.None;
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        if (text.Split('-') is not [var first, var second, var third] || !long.TryParse(first, digits, invariant, out var remittance)
            || !int.TryParse(second, digits, invariant, out var claim) || !int.TryParse(third, digits, invariant, out var line))
        {
            return false;
        }

        id = new(remittance, claim, line);
        return true;
    }
}
