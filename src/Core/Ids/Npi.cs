using System.Globalization;

namespace MedicaidLogs.Core.Ids;

/// <summary>A National Provider Identifier: ten digits that start with 1 or 2 and end in a check digit.</summary>
/// <remarks>
/// Source: 69 FR 3434 (2004-01-23) and CMS "Requirements for NPI check digit": the Luhn sum of the digits as if
/// 80840 (80 health applications, 840 United States) stood before them. The prefix adds the constant 24.
/// <c>default</c> is no NPI: see <see cref="IsEmpty"/>.
/// </remarks>
public readonly record struct Npi
{
    private const int Digits = 10;
    private const int PrefixSum = 24;

    private Npi(long number) => Number = number;

    /// <summary>The ten digits as a number; 0 when empty.</summary>
    public long Number { get; }

    public bool IsEmpty => Number == 0;

    public static bool TryParse(ReadOnlySpan<char> text, out Npi npi)
    {
        npi = default;
        text = text.Trim();
        if (text.Length != Digits || text[0] is not ('1' or '2'))
        {
            return false;
        }

        var sum = PrefixSum;
        var number = 0L;
        for (var i = 0; i < Digits; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }

            var digit = text[i] - '0';
            number = (number * 10) + digit;
            sum += (i & 1) == 0 ? DigitSum(2 * digit) : digit;
        }

        if (sum % 10 != 0)
        {
            return false;
        }

        npi = new(number);
        return true;
    }

    /// <summary>For text that was checked before.</summary>
    /// <exception cref="FormatException">It is not an NPI. The message never holds the text.</exception>
    public static Npi Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var npi) ? npi : throw new FormatException("Not an NPI.");

    public override string ToString() => IsEmpty ? "" : Number.ToString(CultureInfo.InvariantCulture);

    private static int DigitSum(int doubled) => doubled > 9 ? doubled - 9 : doubled;
}
