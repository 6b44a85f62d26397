namespace MedicaidLogs.Billing.X12;

/// <summary>Numbers as X12 writes them (type R and N0), as whole multiples of their smallest part: no floating point comes near money.</summary>
/// <remarks>
/// X12.6: an optional sign, digits, an optional point; no exponent, no grouping. Liberal: leading and trailing zeros, a plus sign,
/// a point with nothing before or behind it. At most ten digits that count, as 005010 allows to an
/// amount; so all amounts of the largest file (<see cref="X12Reader.MaxFileBytes"/>) sum within 64 bits.
/// </remarks>
internal static class X12Decimal
{
    public const int CentDigits = 2;
    public const int MilliunitDigits = 3;

    private const long Max = 9_999_999_999;

    /// <param name="text">Without blanks around it.</param>
    /// <param name="decimals">How many the value keeps; a number with more is none, unless they are zeros.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, int decimals, out long value)
    {
        value = 0;
        var isNegative = text is [(byte)'-', ..];
        var digits = isNegative || text is [(byte)'+', ..] ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..].TrimEnd((byte)'0');
        if (digits.IndexOfAnyInRange((byte)'0', (byte)'9') < 0 || fraction.Length > decimals || !Append(whole, ref value) || !Append(fraction, ref value))
        {
            return false;
        }

        for (var i = fraction.Length; i < decimals; i++)
        {
            value *= 10;
        }

        value = isNegative ? -value : value;
        return value is >= -Max and <= Max;
    }

    private static bool Append(ReadOnlySpan<byte> digits, ref long value)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = value * 10 + (digit - '0');
            if (value > Max)
            {
                return false;
            }
        }

        return true;
    }
}
