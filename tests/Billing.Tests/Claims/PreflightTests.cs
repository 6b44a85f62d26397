using MedicaidLogs.Billing.Claims;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

public sealed class PreflightTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task It_says_what_the_export_then_does_and_leaves_nothing()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Therapy(2, "S2", 6, 9, 30), ClaimMonth.Session(3, "S3", 6));
        await month.ExecuteAsync("update intake.student set last_name = 'Star*' where district_id = @DistrictId and student_id = 3");
        var before = await TableContents.ReadAsync(database.DataSource);

        var report = await PreflightAsync(month);

        before.AssertSame(await TableContents.ReadAsync(database.DataSource));
        await month.CloseAsync();
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        var would = Assert.IsType<ClaimRunOutcome.Built>(report.Run);
        Assert.Equal((built.ClaimRunId, built.FileName, built.File, built.Totals), (would.ClaimRunId, would.FileName, would.File, would.Totals));
        Assert.Equal([("OT", "97530", 1, 4_000L), ("SPEECH", "92507", 1, 2_000L)], from each in would.Services select (each.Service, each.Procedure, each.Sessions, each.ChargeCents));
        Assert.Equal([("X12_SEPARATOR", 1, 2_000L)], from each in would.LeftReady.Reasons select (each.Code, each.Entries, each.Cents));
    }

    [Fact]
    public async Task What_is_rejected_stands_there_with_its_dollars()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6).Log(log => log with { Objective = "" }));

        var report = await PreflightAsync(month);

        Assert.IsType<CloseOutcome.Closed>(report.Close);
        Assert.Equal([("LOG_OBJECTIVE", "reject", 1, 2_000L)], from each in report.LeftOut select (each.Code, each.Severity, each.Entries, each.Cents));
        Assert.Empty(report.NearLimit);
    }

    [Fact]
    public async Task Sessions_of_which_the_time_to_file_is_nearly_over_stand_there()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 20).Log(log => log with { Objective = "" }));
        await month.District.OverrideAsync("filing.limitDays", "40"); // to 15 November for the 6th; today is the 9th

        var report = await PreflightAsync(month);

        Assert.Equal([("billable", 1, 2_000L, new DateOnly(2026, 11, 15)), ("rejected", 1, 2_000L, new DateOnly(2026, 11, 29))], from each in report.NearLimit select (each.Standing, each.Entries, each.Cents, each.FirstLastDay));
    }

    [Fact]
    public async Task A_month_without_entries_has_nothing_to_send()
    {
        var month = await ClaimMonth.CreateAsync(database);

        var report = await PreflightAsync(month);

        Assert.IsType<CloseOutcome.NothingLogged>(report.Close);
        Assert.IsType<ClaimRunOutcome.NotClosed>(report.Run);
    }

    private Task<PreflightReport> PreflightAsync(ClaimMonth month) =>
        new Preflight(database.DataSource, StoredDistrict.Clock).RunAsync(month.DistrictId, ClaimMonth.October, ClaimMonth.Payer, ClaimMonth.Who);
}
