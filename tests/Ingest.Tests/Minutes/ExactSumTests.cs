using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class ExactSumTests
{
    [Fact]
    public void A_district_of_unlike_fractions_does_not_overflow()
    {
        var sum = Enumerable.Range(2, 365).Aggregate((ExactSum)0, (sum, days) => sum + new Fraction(days - 1, days) + new Fraction(1, days));

        Assert.Equal(365, sum);
    }

    [Theory]
    [InlineData(40, 3, "13.33", 13)]
    [InlineData(27, 2, "13.5", 14)]
    [InlineData(-27, 2, "-13.5", -14)]
    [InlineData(1, 200, "0.01", 0)]
    [InlineData(54, 2, "27", 27)]
    public void Rounds_half_away_from_zero_for_display_alone(int over, int under, string display, int rounded)
    {
        ExactSum sum = new Fraction(over, under);

        Assert.Equal((display, rounded), (sum.ToDisplay(), sum.Rounded()));
    }

    [Fact]
    public void Nothing_is_zero() => Assert.Equal(default, (ExactSum)1 - 1);

    [Theory, InlineData(480, 540, 89, 888), InlineData(1, 3, 33, 333), InlineData(3, 2, 150, 1500)]
    public void Percentages_are_rounded_in_sentences_and_cut_in_tables(int part, int whole, int percent, int tenths) =>
        Assert.Equal((percent, tenths), (((ExactSum)part).PercentOf(whole), ((ExactSum)part).TenthsOfPercentOf(whole)));
}
