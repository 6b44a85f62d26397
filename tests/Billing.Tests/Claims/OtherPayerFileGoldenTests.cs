using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>With a database of its own, so that the district, whose number stands in claim numbers, is the first.</summary>
public sealed class OtherPayerFileGoldenTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_month_with_other_payers_is_this_file()
    {
        var month = await ClaimMonth.CreateAsync(database, student => student.StudentNumber != "S1" ? student : student with
        {
            Authorizations = [new(1, "PA-1", "97530", new(2026, 9, 1), null, null)],
        });
        await month.PaidElsewhereAsync(1, 6, "92507", 1_250, "CO:45:500 PR:3:250");
        await month.PaidElsewhereAsync(1, 7, "92507", 0, "PR:96:2000");
        await month.PaidElsewhereAsync(1, 8, "92507", 500, "CO:45:1500");
        await month.PaidElsewhereAsync(1, 8, "92507", 1_500, "OA:23:500", payer: "HARBOR", askedAs: 2);

        var built = await month.BillAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Session(2, "S1", 7),
            ClaimMonth.Session(3, "S1", 8),
            ClaimMonth.Session(4, "S1", 9),
            ClaimMonth.Therapy(5, "S1", 6, 11, 30),
            ClaimMonth.Session(6, "S2", 6));

        Golden.Same("tests/Billing.Tests/Goldens/other-payers.837", await month.FileAsync(built));
    }
}
