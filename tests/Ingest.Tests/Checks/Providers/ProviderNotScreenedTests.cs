using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ProviderNotScreenedTests
{
    [Theory, InlineData(null, true), InlineData("2026-09-30", true), InlineData("2026-10-01", false), InlineData("2026-11-01", false)]
    public void A_screening_of_the_month_or_of_a_later_one_clears_it(string? screenedOn, bool found) =>
        Assert.Equal(found, An.Entry().WithProvider(provider => provider with { ScreenedOn = Day.OrNone(screenedOn) }).Draws(ProviderNotScreened.Check));

    [Fact]
    public void A_month_without_screening_draws_this_code_and_no_other() =>
        Assert.Equal([ProviderNotScreened.Code], An.Entry().WithProvider(provider => provider with { ScreenedOn = new DateOnly(2026, 9, 1) }).AllCodes());
}
