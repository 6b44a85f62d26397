using System.Numerics;

namespace MedicaidLogs.Ingest.Tests.Minutes;

/// <summary>A fraction of two big numbers, never reduced but to be shown: slow, and too simple to be wrong.</summary>
internal readonly record struct Rational(BigInteger Over, BigInteger Under)
{
    public static Rational Zero { get; } = new(0, 1);

    public static Rational operator +(Rational one, Rational other) => new((one.Over * other.Under) + (other.Over * one.Under), one.Under * other.Under);

    public override string ToString()
    {
        var divisor = BigInteger.GreatestCommonDivisor(Over, Under);
        return Under == divisor ? $"{Over / divisor}" : $"{Over / divisor}/{Under / divisor}";
    }
}
