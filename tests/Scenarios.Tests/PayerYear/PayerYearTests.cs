using MedicaidLogs.Billing.Responses;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Scenarios.Tests.PayerYear;

public sealed class PayerYearTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("nh-mmis", 1), InlineData("clearinghouse", 2)]
    public async Task Our_ledger_is_the_payers_books_at_the_end_of_every_month(string payer, int seed)
    {
        var year = await SchoolYear.CreateAsync(database, payer, seed);
        foreach (var month in YearDistrict.Months)
        {
            await year.WorkOnAsync(month);

            await year.Books.RequireSameAsync(year.Payer.Books);
            await year.Books.RequireSoundAsync(month);
        }

        await year.Books.RequireSoundAsync(month: null);
        await new OurReports(database, year.DistrictId).RequireTieOutAsync(await year.Books.BucketsAsync());
        RequireEverythingHappened(year);
    }

    /// <summary>A year without denials, reversals and files that come twice would prove little.</summary>
    private static void RequireEverythingHappened(SchoolYear year)
    {
        var books = year.Payer.Books;
        Assert.Superset(
            new HashSet<ClaimFate> { ClaimFate.Told, ClaimFate.TakenBack, ClaimFate.Rejected, ClaimFate.Done },
            books.Fates.Values.ToHashSet());
        Assert.Superset(
            new HashSet<string> { "L6", "CS" },
            books.Remittances.SelectMany(one => one.ProviderAdjustments).Select(due => due.Reason).ToHashSet());
        Assert.Contains(books.Claims.Values, claim => !claim.IsByLine);
        Assert.Contains(year.Outcomes, outcome => outcome is ResponseOutcome.CameBefore);
        Assert.Contains(year.Outcomes, outcome => outcome is ResponseOutcome.Posted { Summary.KnownPayments: > 0 });
    }
}
