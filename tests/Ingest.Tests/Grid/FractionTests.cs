using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.Tests.Grid;

public sealed class FractionTests
{
    private static readonly Gen<Fraction> Any =
        Gen.Choose(-10_000, 10_000).Zip(Gen.Choose(1, 10_000)).Select(drawn => new Fraction(drawn.Item1, drawn.Item2));

    [Theory]
    [InlineData(6, 4, "3/2"), InlineData(6, -4, "-3/2"), InlineData(-6, -3, "2"), InlineData(0, -7, "0"), InlineData(long.MinValue, 2, "-4611686018427387904")]
    public void Is_kept_in_lowest_terms_with_the_sign_above(long numerator, long denominator, string text) =>
        Assert.Equal(text, new Fraction(numerator, denominator).ToString());

    [Fact]
    public void The_default_is_zero()
    {
        Assert.Equal(new Fraction(0), default);
        Assert.Equal(1, default(Fraction).Denominator);
    }

    [Fact]
    public void Addition_and_multiplication_keep_their_laws() =>
        Prop.ForAll(Any.Three().ToArbitrary(), drawn =>
        {
            var (a, b, c) = drawn;
            Assert.Equal(a + b, b + a);
            Assert.Equal(a * b, b * a);
            Assert.Equal(a + b + c, a + (b + c));
            Assert.Equal(a * (b + c), (a * b) + (a * c));
            Assert.Equal(0, a - a);
            Assert.Equal(a, a + b - b);
            Assert.True(b == 0 || a * b / b == a);
        }).Check(Fixed.Seed);

    [Fact]
    public void Order_ceiling_and_floor_agree_with_subtraction() =>
        Prop.ForAll(Any.Two().ToArbitrary(), drawn =>
        {
            var (a, b) = drawn;
            Assert.Equal(a < b, (a - b).Numerator < 0);
            Assert.True(a <= a.Ceiling() && a.Ceiling() < a + 1);
            Assert.True(a - 1 < a.Floor() && a.Floor() <= a);
        }).Check(Fixed.Seed);

    [Theory, InlineData(40, 3, "13.33"), InlineData(-1, 200, "-0.01"), InlineData(27, 1, "27"), InlineData(5, 2, "2.5")]
    public void Is_rounded_for_display_alone(long numerator, long denominator, string text) =>
        Assert.Equal(text, new Fraction(numerator, denominator).ToDisplay());

    [Fact]
    public void What_does_not_fit_throws_instead_of_wrapping()
    {
        Assert.Throws<OverflowException>(() => new Fraction(long.MaxValue) + 1);
        Assert.Throws<OverflowException>(() => new Fraction(1, long.MaxValue) * new Fraction(1, 2));
        Assert.Throws<DivideByZeroException>(() => new Fraction(1) / 0);
        Assert.Throws<OverflowException>(() => new Fraction(long.MaxValue) * 2);
        Assert.Equal(1, new Fraction(long.MaxValue, 3) * new Fraction(3, long.MaxValue));
        Assert.Equal(new Fraction(2, 5), new Fraction(long.MinValue, 5) * new Fraction(2, long.MinValue));
    }
}
