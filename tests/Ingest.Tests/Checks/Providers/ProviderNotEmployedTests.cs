using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ProviderNotEmployedTests
{
    [Theory]
    [InlineData("2026-10-06", "2026-10-06", false)]
    [InlineData("2026-10-07", null, true)]
    [InlineData("2020-01-01", "2026-10-05", true)]
    [InlineData("2020-01-01", null, false)]
    public void Employment_covers_the_date(string from, string? to, bool found) =>
        Assert.Equal(found, An.Entry()
            .WithProvider(provider => provider with { EmployedFrom = Day.Of(from), EmployedTo = Day.OrNone(to) })
            .Draws(ProviderNotEmployed.Check));

    [Fact]
    public void A_session_after_the_last_day_draws_this_code_and_no_other() =>
        Assert.Equal([ProviderNotEmployed.Code], An.Entry().WithProvider(provider => provider with { EmployedTo = new DateOnly(2026, 9, 30) }).AllCodes());
}
