using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Closing;

public sealed class ClosingWorkTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Counted = "select next_value from ops.counter where district_id = @DistrictId and name <> 'audit-event' order by name";

    private static readonly Actor _clerk = Actor.User(new Guid("11111111-1111-1111-1111-111111111111"));

    private ClosingDesk Desk => new(database.DataSource, StoredDistrict.Clock);

    private ClosingWork Work => new(database.DataSource, StoredDistrict.Clock);

    [Fact]
    public async Task What_was_asked_for_is_done_once_in_the_name_of_whoever_asked()
    {
        var month = await LoggedAsync();

        Assert.True(await AskToCloseAsync(month));
        Assert.False(await AskToCloseAsync(month));
        Assert.False(await AskToBuildAsync(month));
        await Task.WhenAll(Work.RunAsync(month.DistrictId, 1), Work.RunAsync(month.DistrictId, 1));
        var closed = await LatestAsync(month);
        Assert.Equal(
            (ClosingRequestStatus.Done, "October 2026 is closed (close 1): 2 sessions to bill, $0.00 left out."),
            (closed.Status, Assert.Single(closed.Said)));

        Assert.True(await AskToBuildAsync(month));
        await Work.RunAsync(month.DistrictId, 2);
        await Work.RunAsync(month.DistrictId, 2);
        var built = await LatestAsync(month);
        Assert.Equal((ClosingRequestStatus.Done, 1L), (built.Status, built.ClaimRunId));
        Assert.EndsWith(" is built: 2 claims, $40.00.", Assert.Single(built.Said), StringComparison.Ordinal);
        Assert.Equal(
            [
                "user:11111111-1111-1111-1111-111111111111 month.close-asked", "user:11111111-1111-1111-1111-111111111111 month.closed",
                "user:11111111-1111-1111-1111-111111111111 claims.build-asked", "user:11111111-1111-1111-1111-111111111111 claims.built",
            ],
            await month.QueryAsync<string>("select actor || ' ' || action from ops.audit_event where district_id = @DistrictId and actor like 'user:%' order by seq"));
    }

    [Fact]
    public async Task What_cannot_be_ends_with_its_reasons_and_takes_no_number()
    {
        var month = await LoggedAsync();
        await AskToBuildAsync(month);
        await Work.RunAsync(month.DistrictId, 1);
        Assert.Equal((ClosingRequestStatus.Refused, "The month is not closed yet."), await SaidAsync(month));

        await month.ExecuteAsync("insert into intake.stale_month values (@DistrictId, '2026-10-01', 'rates changed', now())");
        await AskToCloseAsync(month);
        await Work.RunAsync(month.DistrictId, 2);
        Assert.Equal((ClosingRequestStatus.Refused, "The month must be checked again first: rates changed."), await SaidAsync(month));

        await month.ExecuteAsync("delete from intake.stale_month where district_id = @DistrictId");
        await month.CloseAsync();
        Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        await AskToBuildAsync(month);
        var before = await month.QueryAsync<long>(Counted);
        await Work.RunAsync(month.DistrictId, 3);
        var (status, said) = await SaidAsync(month);
        Assert.Equal(ClosingRequestStatus.Done, status);
        Assert.StartsWith("There is nothing new to bill. The last file is ", said, StringComparison.Ordinal);
        Assert.Equal(before, await month.QueryAsync<long>(Counted));
    }

    [Fact]
    public async Task Of_what_was_dropped_while_a_worker_was_at_it_nothing_stays()
    {
        var month = await LoggedAsync();
        await month.CloseAsync();
        await AskToBuildAsync(month);
        var drop = new InTheMiddle(() => Assert.True(Desk.DropAsync(month.DistrictId, ClaimMonth.October, _clerk).GetAwaiter().GetResult()));

        await Work.RunAsync(month.DistrictId, 1, drop);

        Assert.Equal(ClosingRequestStatus.Dropped, (await LatestAsync(month)).Status);
        Assert.False(await Desk.DropAsync(month.DistrictId, ClaimMonth.October, _clerk));
        Assert.Empty(await month.QueryAsync<long>("select claim_run_id from billing.claim_run where district_id = @DistrictId"));
        await AskToBuildAsync(month);
        await Work.RunAsync(month.DistrictId, 2);
        Assert.Equal(1, (await LatestAsync(month)).ClaimRunId);
    }

    [Fact]
    public async Task A_worker_that_stops_in_the_middle_leaves_the_request_to_the_next()
    {
        var month = await LoggedAsync();
        await month.CloseAsync();
        await AskToBuildAsync(month);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Work.RunAsync(month.DistrictId, 1, new InTheMiddle(stop.Cancel), stop.Token));

        Assert.True((await LatestAsync(month)).IsOpen);
        await Work.RunAsync(month.DistrictId, 1);
        Assert.Equal((ClosingRequestStatus.Done, 1L), (await LatestAsync(month) is { } done ? (done.Status, done.ClaimRunId) : default));
    }

    private async Task<ClaimMonth> LoggedAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 7));
        return month;
    }

    private Task<bool> AskToCloseAsync(ClaimMonth month) => Desk.AskToCloseAsync(month.DistrictId, ClaimMonth.October, _clerk);

    private Task<bool> AskToBuildAsync(ClaimMonth month) =>
        Desk.AskToBuildAsync(month.DistrictId, ClaimMonth.October, ClaimMonth.Payer.Name, delayReason: null, _clerk);

    private async Task<(ClosingRequestStatus Status, string Said)> SaidAsync(ClaimMonth month) =>
        await LatestAsync(month) is var latest ? (latest.Status, Assert.Single(latest.Said)) : default;

    private async Task<ClosingRequest> LatestAsync(ClaimMonth month)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return (await ClosingRequest.LatestAsync(connection, month.DistrictId, ClaimMonth.October))!;
    }

    /// <summary>Does something once, in the middle of the work.</summary>
    private sealed class InTheMiddle(Action act) : IProgress<JobProgress>
    {
        private bool _isDone;

        public void Report(JobProgress value)
        {
            if (!_isDone)
            {
                _isDone = true;
                act();
            }
        }
    }
}
