using System.Globalization;

namespace MedicaidLogs.Ingest.Grid;

/// <summary>An exact rational number in lowest terms; the sign is the numerator's. The default value is zero.</summary>
/// <remarks>
/// Products are taken in 128 bits and reduced first, so only a result that does not fit two 64-bit numbers throws
/// <see cref="OverflowException"/>. Round for display alone.
/// </remarks>
public readonly record struct Fraction : IComparable<Fraction>
{
    // One less than the denominator, so that default(Fraction) is 0/1 and equality is that of the fields.
    private readonly long _denominatorLessOne;

    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Fraction(long numerator, long denominator = 1)
        : this((Int128)numerator, denominator)
    {
    }

    private Fraction(Int128 numerator, Int128 denominator)
    {
        if (denominator == 1)
        {
            Numerator = (long)numerator;
            return;
        }

        if (denominator == 0)
        {
            throw new DivideByZeroException("A fraction's denominator is not zero.");
        }

        var divisor = GreatestCommonDivisor(numerator, denominator) * Int128.Sign(denominator);
        Numerator = (long)(numerator / divisor);
        _denominatorLessOne = (long)((denominator / divisor) - 1);
    }

    public long Numerator { get; }

    /// <summary>Always positive.</summary>
    public long Denominator => _denominatorLessOne + 1;

    public bool IsWhole => Denominator == 1;

    public static implicit operator Fraction(long whole) => new(whole);

    public static Fraction operator +(Fraction left, Fraction right) =>
        new(((Int128)left.Numerator * right.Denominator) + ((Int128)right.Numerator * left.Denominator), (Int128)left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + -right;

    public static Fraction operator -(Fraction value) => new(-value.Numerator, value.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new((Int128)left.Numerator * right.Numerator, (Int128)left.Denominator * right.Denominator);

    public static Fraction operator /(Fraction left, Fraction right) =>
        new((Int128)left.Numerator * right.Denominator, (Int128)left.Denominator * right.Numerator);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    public int CompareTo(Fraction other) =>
        ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    /// <summary>The greatest whole number that is not more.</summary>
    public long Floor() => (Numerator / Denominator) - (Numerator % Denominator < 0 ? 1 : 0);

    /// <summary>The smallest whole number that is not less.</summary>
    public long Ceiling() => (Numerator / Denominator) + (Numerator % Denominator > 0 ? 1 : 0);

    /// <summary>For display: rounded to at most two decimals, half away from zero: <c>13.33</c>, <c>27</c>.</summary>
    public string ToDisplay() =>
        Math.Round(Numerator / (decimal)Denominator, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Exact: <c>40/3</c>, <c>27</c>.</summary>
    public override string ToString() =>
        IsWhole ? Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static Int128 GreatestCommonDivisor(Int128 a, Int128 b)
    {
        // Dividing 128-bit numbers takes many times as long, and a school's numbers are small.
        if (Int128.Abs(a) <= long.MaxValue && Int128.Abs(b) <= long.MaxValue)
        {
            var (x, y) = ((long)Int128.Abs(a), (long)Int128.Abs(b));
            while (y != 0)
            {
                (x, y) = (y, x % y);
            }

            return x;
        }

        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return Int128.Abs(a);
    }
}
