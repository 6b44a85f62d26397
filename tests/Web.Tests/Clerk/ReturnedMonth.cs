using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Clerk;

/// <summary>Three sessions of 20.00 that were claimed: one rejected, one paid in part and denied in part, one paid. And one that was never claimed.</summary>
public sealed class ReturnedMonth : WebFixture
{
    public const long Rejected = 1;
    public const long Denied = 2;
    public const long Paid = 3;
    public const long NotClaimed = 4;

    /// <summary>For a fixture that has more to tell.</summary>
    public static async Task<DistrictId> CreateAsync(DatabaseFixture database)
    {
        var builder = new DistrictBuilder();
        for (var id = 1; id <= 4; id++)
        {
            builder.With(DistrictBuilder.Student($"S{id}", id) with { MedicaidId = $"1000000000{id}" });
        }

        var october = new DateOnly(2026, 10, 1);
        var district = await StoredDistrict.CreateAsync(database, builder);
        await district.LogAsync([.. Enumerable.Range(1, 3).Select(id => Session(id))]);
        Assert.IsType<CloseOutcome.Closed>(await new MonthClose(database.DataSource, StoredDistrict.Clock).CloseAsync(
            district.DistrictId, october, Actor.Command("test")));
        Assert.IsType<ClaimRunOutcome.Built>(await new ClaimRun(database.DataSource, StoredDistrict.Clock).BuildAsync(
            district.DistrictId, october, PayerProfile.Shipped("nh-mmis"), Actor.Command("test")));
        await district.LogAsync(Session(4));
        var payer = new PayerFacts(database, district.DistrictId);
        await payer.ReleaseAsync();
        await payer.AnswerAsync(Rejected, "rejected", "A7:562:85");
        await payer.PayAsync(new PaidLine(Denied, Paid: 1_200, Denied: 800, Reason: "16", Remarks: "N290"), new PaidLine(Paid, Paid: 2_000));
        return district.DistrictId;
    }

    protected override Task<DistrictId> SeedAsync(DatabaseFixture database) => CreateAsync(database);

    private static EntryBuilder Session(int id) =>
        An.Entry().Id(id).For($"S{id}").On(new DateOnly(2026, 10, 6)).At(8 + id, 0, 30).Log(log => log with { Note = $"Note {id}." });
}
