using System.Globalization;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Core.Units;

/// <summary>An exact quantity of billing units, in thousandths of a unit.</summary>
/// <remarks>
/// 005010X222A1, loop 2400, SV104: at most eight digits, of which at most three after the decimal point. So the range is
/// 0 to 99,999.999 units; anything outside throws <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
[JsonConverter(typeof(ServiceUnitsJson))]
public readonly record struct ServiceUnits : IComparable<ServiceUnits>
{
    public const long MaxMilliunits = 99_999_999;

    private const long MilliunitsPerUnit = 1000;

    private ServiceUnits(long milliunits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliunits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliunits, MaxMilliunits);
        Milliunits = milliunits;
    }

    public static ServiceUnits Zero => default;

    public long Milliunits { get; }

    public static ServiceUnits OfWhole(long units) => new(units * MilliunitsPerUnit);

    public static ServiceUnits OfTenths(long tenths) => new(tenths * (MilliunitsPerUnit / 10));

    public static ServiceUnits OfMilliunits(long milliunits) => new(milliunits);

    /// <summary>Reads what <see cref="ToString"/> writes, and trailing zeros: <c>5</c>, <c>0.1</c>, <c>1.250</c>. No sign, no exponent, no spaces.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ServiceUnits units)
    {
        units = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > MaxMilliunits / (decimal)MilliunitsPerUnit
            || value * MilliunitsPerUnit % 1 != 0)
        {
            return false;
        }

        units = new((long)(value * MilliunitsPerUnit));
        return true;
    }

    /// <summary>Rate times units, in cents; the exact product is rounded once, half a cent away from zero.</summary>
    /// <exception cref="OverflowException">The product does not fit a 64-bit number.</exception>
    public long ChargeCents(long rateCents)
    {
        var exact = Milliunits * rateCents;
        var (cents, rest) = Math.DivRem(exact, MilliunitsPerUnit);
        return Math.Abs(rest) * 2 >= MilliunitsPerUnit ? cents + Math.Sign(rest) : cents;
    }

    public static ServiceUnits operator +(ServiceUnits left, ServiceUnits right) => new(left.Milliunits + right.Milliunits);

    public static bool operator <(ServiceUnits left, ServiceUnits right) => left.Milliunits < right.Milliunits;

    public static bool operator >(ServiceUnits left, ServiceUnits right) => left.Milliunits > right.Milliunits;

    public static bool operator <=(ServiceUnits left, ServiceUnits right) => left.Milliunits <= right.Milliunits;

    public static bool operator >=(ServiceUnits left, ServiceUnits right) => left.Milliunits >= right.Milliunits;

    public int CompareTo(ServiceUnits other) => Milliunits.CompareTo(other.Milliunits);

    /// <summary>As SV104 wants it: no trailing zeros, no decimal point without digits after it.</summary>
    public override string ToString() => (Milliunits / (decimal)MilliunitsPerUnit).ToString("0.###", CultureInfo.InvariantCulture);
}
