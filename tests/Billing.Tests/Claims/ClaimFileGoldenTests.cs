using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>With a database of its own, so that the district, whose number stands in claim numbers, is the first.</summary>
public sealed class ClaimFileGoldenTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task The_claims_of_a_month_are_this_file()
    {
        var month = await ClaimMonth.CreateAsync(database);

        var built = await month.BillAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Therapy(2, "S1", 6, 11, 22),
            ClaimMonth.Therapy(3, "S1", 6, 13, 22),
            ClaimMonth.Session(4, "S1", 7).Log(log => log with { Telehealth = true }),
            ClaimMonth.Session(5, "S1", 8).Log(log => log with { Place = "home" }),
            ClaimMonth.Session(6, "S2", 6));

        Assert.Equal("district-1-2026-10-nh-mmis-1.837", built.FileName);
        Golden.Same("tests/Billing.Tests/Goldens/claim-run.837", await month.FileAsync(built));
    }
}
