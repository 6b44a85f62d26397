using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NoRateTests
{
    [Theory]
    [InlineData("2026-10-06", "2026-10-06", 2_000, false)]
    [InlineData("2026-10-07", null, 2_000, true)]
    [InlineData("2025-07-01", "2026-10-05", 2_000, true)]
    [InlineData("2025-07-01", null, 0, true)]
    public void The_district_has_a_rate_above_zero_on_the_date(string from, string? to, long rateCents, bool found) =>
        Assert.Equal(found, Rated(new Rate("92507", "", Day.Of(from), Day.OrNone(to), rateCents)).Draws(NoRate.Check));

    [Fact]
    public void A_missing_rate_draws_this_code_and_no_other() =>
        Assert.Equal([NoRate.Code], An.Entry().In(new DistrictBuilder().WithoutRates()).AllCodes());

    [Fact]
    public void Without_a_code_there_is_no_rate_to_miss() =>
        Assert.False(An.Entry().In(new DistrictBuilder().WithoutRates()).WithCredential(held => held with { Name = "OT" }).Draws(NoRate.Check));

    private static EntryBuilder Rated(Rate rate) => An.Entry().In(new DistrictBuilder().WithoutRates().With(rate));
}
