using MedicaidLogs.Billing.Claims;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Claims;

public sealed class ClaimRunTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Minutes_of_a_day_are_summed_before_they_are_rounded()
    {
        var month = await ClaimMonth.CreateAsync(database);

        var built = await month.BillAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 22), ClaimMonth.Therapy(2, "S1", 6, 13, 22));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((44, 3_000, 6_000), (line.Minutes, line.UnitsMilli, line.Cents));
        Assert.Equal(new ClaimTotals(Claims: 1, Lines: 1, Entries: 2, ChargeCents: 6_000), built.Totals);
    }
}
