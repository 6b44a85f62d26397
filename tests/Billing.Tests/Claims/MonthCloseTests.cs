using MedicaidLogs.Billing.Claims;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

public sealed class MonthCloseTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_close_counts_what_goes_and_tells_what_stays_in_dollars()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Therapy(2, "S2", 6, 9, 45).Log(log => log with { SignedBy = "", SignedAt = null }),
            ClaimMonth.Session(3, "S404", 6).Log(log => log with { Note = "" }));

        var close = Assert.IsType<CloseOutcome.Closed>(await month.CloseAsync());

        Assert.Equal((1, 3, 1, 2_000L, 8_000L), (close.CloseNumber, close.Entries, close.Billable, close.BillableCents, close.LeftOutCents));
        Assert.Contains(new LeftOut("LOG_UNSIGNED", "reject", 1, 6_000), close.LeftOut);
        Assert.Contains(new LeftOut("STU_MATCH", "reject", 1, 2_000), close.LeftOut);
        Assert.Equal(["month.closed"], await month.QueryAsync<string>(
            "select action from ops.audit_event where district_id = @DistrictId and subject_kind = 'month'"));
    }

    [Fact]
    public async Task Closing_again_with_nothing_new_changes_nothing()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.CloseAsync();
        await month.LogAsync(ClaimMonth.Session(2, "S404", 6));

        var again = Assert.IsType<CloseOutcome.NothingToClose>(await month.CloseAsync());

        Assert.Equal((1, 2_000L), (again.LastCloseNumber, again.LeftOutCents));
        Assert.Equal([1], await month.QueryAsync<int>("select count(*)::int from billing.month_close where district_id = @DistrictId"));
    }

    [Fact]
    public async Task A_month_whose_reference_data_changed_is_not_closed()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.ExecuteAsync("insert into intake.stale_month values (@DistrictId, '2026-10-01', 'rates changed', now())");

        Assert.Equal(new CloseOutcome.Stale("rates changed"), await month.CloseAsync());
        Assert.Empty(await month.QueryAsync<int>("select close_number from billing.month_close where district_id = @DistrictId"));
    }

    [Theory]
    [InlineData("month", true)]
    [InlineData("correction", false)]
    public async Task A_month_that_was_checked_under_another_pack_is_not_closed(string scope, bool closed)
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.ExecuteAsync("update intake.check_run set pack_hash = 'of another pack' where district_id = @DistrictId");
        await month.ExecuteAsync($"""
            insert into intake.check_run
            select district_id, 99, service_month, '{scope}', as_of, pack_name, pack_version, '{Packs.NewHampshire.Hash}', entries, started_at
            from intake.check_run where district_id = @DistrictId
            """);

        var outcome = await month.CloseAsync();

        Assert.Equal(closed, outcome is CloseOutcome.Closed);
        Assert.Equal(!closed, outcome is CloseOutcome.Stale { Reason: "it was checked under another rule pack" });
    }

    [Fact]
    public async Task An_empty_month_is_not_closed()
    {
        var month = await ClaimMonth.CreateAsync(database);

        Assert.IsType<CloseOutcome.NothingLogged>(await month.CloseAsync());
    }
}
