using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class RateAboveCeilingTests
{
    [Theory]
    [InlineData(6_000, 6_000, false)]
    [InlineData(6_001, 6_000, true)]
    public void Rejects_only_above_the_ceiling(long rateCents, long ceilingCents, bool found) =>
        Assert.Equal(found, Speech(ceilingCents, new Rate("92507", "", new(2025, 7, 1), null, rateCents)).Draws(RateAboveCeiling.Check));

    [Fact]
    public void A_rate_above_the_ceiling_draws_this_code_and_no_other() =>
        Assert.Equal([RateAboveCeiling.Code], Speech(6_000, new Rate("92507", "", new(2025, 7, 1), null, 7_000)).AllCodes());

    [Fact]
    public void Says_both_in_dollars() =>
        Assert.Equal(
            ["92507", "$70.00", "$60.00", "2026-10-06"],
            Speech(6_000, new Rate("92507", "", new(2025, 7, 1), null, 7_000)).FindingOf(RateAboveCeiling.Check)!.Saw);

    [Fact]
    public void Without_a_ceiling_any_rate_will_do() =>
        Assert.False(Speech(null, new Rate("92507", "", new(2025, 7, 1), null, 900_000)).Draws(RateAboveCeiling.Check));

    [Fact]
    public void Without_a_rate_there_is_nothing_above_the_ceiling() =>
        Assert.Equal([NoRate.Code], Speech(6_000).AllCodes());

    private static EntryBuilder Speech(long? ceilingCents, params Rate[] rates)
    {
        var district = new DistrictBuilder { Pack = Packs.NewHampshireWithCodes("SPEECH", "ceilingCents", ceilingCents) }.WithoutRates();
        return An.Entry().In(rates.Aggregate(district, (built, rate) => built.With(rate)));
    }
}
