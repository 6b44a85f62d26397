using System.Globalization;
using System.Numerics;
using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>An exact sum of any number of fractions, in lowest terms. The default value is zero.</summary>
/// <remarks>
/// A row's share of a month is so many nineteenths, of a year so many hundred-and-seventy-ninths: over a district their common
/// denominator outgrows the 64 bits of a <see cref="Fraction"/> soon. Round for display alone.
/// </remarks>
public readonly record struct ExactSum : IComparable<ExactSum>
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominatorLessOne; // so that the default value is 0/1 and equality is that of the fields

    /// <param name="denominator">Positive.</param>
    private ExactSum(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        _numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    private BigInteger Denominator => _denominatorLessOne + 1;

    public static implicit operator ExactSum(long whole) => new(whole, 1);

    public static implicit operator ExactSum(Fraction fraction) => new(fraction.Numerator, fraction.Denominator);

    public static ExactSum operator +(ExactSum left, ExactSum right) =>
        new((left._numerator * right.Denominator) + (right._numerator * left.Denominator), left.Denominator * right.Denominator);

    public static ExactSum operator -(ExactSum left, ExactSum right) => left + new ExactSum(-right._numerator, right.Denominator);

    public static bool operator <(ExactSum left, ExactSum right) => left.CompareTo(right) < 0;

    public static bool operator >(ExactSum left, ExactSum right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExactSum left, ExactSum right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExactSum left, ExactSum right) => left.CompareTo(right) >= 0;

    public static ExactSum Min(ExactSum one, ExactSum other) => one < other ? one : other;

    public static ExactSum Max(ExactSum one, ExactSum other) => one > other ? one : other;

    public int CompareTo(ExactSum other) => (_numerator * other.Denominator).CompareTo(other._numerator * Denominator);

    /// <summary>Whether this is at least so many percent of a whole.</summary>
    public bool IsAtLeast(int percent, ExactSum ofWhole) => new ExactSum(_numerator * 100, Denominator) >= new ExactSum(ofWhole._numerator * percent, ofWhole.Denominator);

    /// <summary>Rounded to whole numbers, half away from zero.</summary>
    public long Rounded() => (long)RoundedQuotient(_numerator, Denominator);

    /// <summary>This as a share of a positive whole, in percent, rounded to a whole number.</summary>
    public long PercentOf(ExactSum whole) => (long)RoundedQuotient(_numerator * whole.Denominator * 100, Denominator * whole._numerator);

    /// <summary>The same in tenths of a percent, cut off and not rounded: what is below a limit never shows as the limit.</summary>
    public long TenthsOfPercentOf(ExactSum whole) => (long)(_numerator * whole.Denominator * 1000 / (Denominator * whole._numerator));

    /// <summary>Rounded to two decimals, half away from zero.</summary>
    public decimal InHundredths() => (decimal)RoundedQuotient(_numerator * 100, Denominator) / 100;

    /// <summary>For display, with at most two decimals: <c>13.33</c>, <c>27</c>.</summary>
    public string ToDisplay() => InHundredths().ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Exact: <c>40/3</c>, <c>27</c>.</summary>
    public override string ToString() => Denominator.IsOne
        ? _numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{_numerator}/{Denominator}");

    private static BigInteger RoundedQuotient(BigInteger numerator, BigInteger denominator) =>
        ((2 * numerator) + (numerator.Sign * denominator)) / (2 * denominator);
}
