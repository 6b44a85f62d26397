using System.Globalization;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Claims;

/// <summary>CLM01, the number of a claim for ever: <c>M</c>, four characters of district, eight of claim, one check character.</summary>
/// <remarks>
/// Crockford's base 32 (no I, L, O, U, that a person could misread) and a Luhn check over base 32, which finds any one wrong
/// character and nearly every swap of two neighbours. The letter in front keeps spreadsheets from taking it for a number. A line's
/// number (REF*6R) is its claim's and two digits more. Districts: 1,048,575; claims of a district: 1,099,511,627,775.
/// </remarks>
public readonly record struct ClaimNumber(DistrictId DistrictId, long ClaimId)
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const char Prefix = 'M';
    private const int DistrictLength = 4;
    private const int ClaimLength = 8;
    private const int Length = 1 + DistrictLength + ClaimLength + 1;

    /// <summary>REF*6R of a line.</summary>
    public string OfLine(int lineNumber) => OfLine(ToString(), lineNumber);

    /// <param name="claimNumber">As <see cref="ToString"/> gives it.</param>
    internal static string OfLine(string claimNumber, int lineNumber) => claimNumber + lineNumber.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToString"/> writes, in either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ClaimNumber number)
    {
        number = default;
        Span<char> upper = stackalloc char[Length];
        if (text.Length != Length || text.ToUpperInvariant(upper) != Length || upper[0] != Prefix
            || !TryRead(upper.Slice(1, DistrictLength), out var district)
            || !TryRead(upper.Slice(1 + DistrictLength, ClaimLength), out var claim)
            || CheckOf(upper[1..^1]) != upper[^1] || district == 0 || claim == 0)
        {
            return false;
        }

        number = new(new DistrictId((int)district), claim);
        return true;
    }

    public override string ToString() => string.Create(Length, this, static (text, number) =>
    {
        text[0] = Prefix;
        Write(number.DistrictId.Value, text.Slice(1, DistrictLength));
        Write(number.ClaimId, text.Slice(1 + DistrictLength, ClaimLength));
        text[^1] = CheckOf(text[1..^1]);
    });

    private static void Write(long value, Span<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0);
    }

    private static bool TryRead(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        return true;
    }

    /// <summary>Luhn mod 32: every second digit from the right counts twice, and a two-digit product counts as the sum of its digits.</summary>
    private static char CheckOf(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = Alphabet.IndexOf(digits[i], StringComparison.Ordinal);
            var product = ((digits.Length - i) & 1) == 1 ? 2 * digit : digit;
            sum += (product >> 5) + (product & 31);
        }

        return Alphabet[(32 - (sum & 31)) & 31];
    }
}
