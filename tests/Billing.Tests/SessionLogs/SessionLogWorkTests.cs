using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Billing.Tests.SessionLogs.Printing;
using MedicaidLogs.Billing.Tests.SessionLogs.Sealing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

[Collection(PrinterTests.Name)]
public sealed class SessionLogWorkTests(DatabaseFixture database, PrinterFixture fixture) : IClassFixture<DatabaseFixture>, IDisposable
{
    private static readonly Actor _clerk = Actor.User(new Guid("11111111-1111-1111-1111-111111111111"));

    private readonly TrialSeal _trial = new();

    private SessionLogDesk Desk => new(database.DataSource, StoredDistrict.Clock);

    public void Dispose() => _trial.Dispose();

    [Fact]
    public async Task What_was_asked_for_is_made_and_told()
    {
        var month = await TwoLogsAsync();
        await AskAsync(month);

        await WorkAsync(month);

        var run = await LatestAsync(month);
        Assert.Equal(
            new SessionLogRun
            {
                RunId = 1,
                Status = SessionLogRunStatus.Done,
                AskedAt = StoredDistrict.Clock.GetUtcNow(),
                EndedAt = StoredDistrict.Clock.GetUtcNow(),
                Logs = 2,
                Seen = 2,
                Made = 2,
            },
            run);
        Assert.Equal(["user:11111111-1111-1111-1111-111111111111"], await month.QueryAsync<string>(
            "select actor from ops.audit_event where district_id = @DistrictId and action = 'session-logs.asked'"));
    }

    [Fact]
    public async Task Asked_for_twice_a_month_is_made_once_and_may_be_asked_for_again_after_it()
    {
        var month = await TwoLogsAsync();

        Assert.True(await Desk.AskAsync(month.DistrictId, ClaimMonth.October, _clerk));
        Assert.False(await Desk.AskAsync(month.DistrictId, ClaimMonth.October, _clerk));
        await WorkAsync(month);
        await WorkAsync(month);

        Assert.True(await Desk.AskAsync(month.DistrictId, ClaimMonth.October, _clerk));
        await WorkAsync(month, runId: 2);
        Assert.Equal((2, 0), (await LatestAsync(month) is { } again ? (again.Seen, again.Made) : default));
        Assert.Equal([2L], await month.QueryAsync<long>("select count(*) from billing.session_log where district_id = @DistrictId"));
    }

    [Fact]
    public async Task A_worker_that_stops_gives_the_run_back_and_the_next_goes_on()
    {
        var month = await TwoLogsAsync();
        await AskAsync(month);
        using var stop = new CancellationTokenSource();

        await Work(_ =>
        {
            stop.Cancel();
            return _trial.Load();
        }).RunAsync(month.DistrictId, 1, stop.Token);

        Assert.Equal(SessionLogRunStatus.Asked, (await LatestAsync(month)).Status);
        Assert.Equal([0], await month.QueryAsync<int>("select tries from billing.session_log_run where district_id = @DistrictId"));
        await WorkAsync(month);
        Assert.Equal((SessionLogRunStatus.Done, 2), ((await LatestAsync(month)).Status, (await LatestAsync(month)).Made));
    }

    [Fact]
    public async Task What_a_person_stopped_ends_and_keeps_what_was_made()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync([.. Enumerable.Range(1, 9).Select(id => ClaimMonth.Session(id, $"S{id}", 6))]);
        await AskAsync(month);
        var slow = new SealOf(_ =>
        {
            Assert.True(Desk.StopAsync(month.DistrictId, ClaimMonth.October, _clerk).GetAwaiter().GetResult());
            return _trial.Load();
        });

        await Work(slow).RunAsync(month.DistrictId, 1);

        var run = await LatestAsync(month);
        Assert.Equal(SessionLogRunStatus.Stopped, run.Status);
        Assert.False(await Desk.StopAsync(month.DistrictId, ClaimMonth.October, _clerk));
        await WorkAsync(month);
        Assert.Equal(run, await LatestAsync(month));
    }

    [Fact]
    public async Task Without_a_certificate_it_fails_at_once_and_says_whom_to_ask()
    {
        var month = await TwoLogsAsync();
        await AskAsync(month);

        await Work(_ => throw new SealException("MEDLOGS_SEAL_CERT")).RunAsync(month.DistrictId, 1);

        var run = await LatestAsync(month);
        Assert.Equal(SessionLogRunStatus.Failed, run.Status);
        Assert.Contains("Ask your administrator", run.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("MEDLOGS", run.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_off_again_and_again_is_given_up()
    {
        var month = await TwoLogsAsync();
        await AskAsync(month);
        var broken = Work(_ => throw new InvalidOperationException("broken"));
        for (var tries = 0; tries < SessionLogWork.MostTries; tries++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => broken.RunAsync(month.DistrictId, 1));
            Assert.Equal(SessionLogRunStatus.Working, (await LatestAsync(month)).Status);
        }

        await broken.RunAsync(month.DistrictId, 1);

        Assert.Equal(SessionLogRunStatus.Failed, (await LatestAsync(month)).Status);
    }

    [Fact]
    public async Task Two_workers_at_one_run_do_not_get_in_each_others_way()
    {
        var month = await TwoLogsAsync();
        await AskAsync(month);

        await Task.WhenAll(WorkAsync(month), WorkAsync(month));

        Assert.Equal(SessionLogRunStatus.Done, (await LatestAsync(month)).Status);
        Assert.Equal([1], await month.QueryAsync<int>("select tries from billing.session_log_run where district_id = @DistrictId"));
    }

    private async Task<ClaimMonth> TwoLogsAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 7));
        return month;
    }

    private async Task AskAsync(ClaimMonth month) => Assert.True(await Desk.AskAsync(month.DistrictId, ClaimMonth.October, _clerk));

    private Task WorkAsync(ClaimMonth month, long runId = 1) => Work(_ => _trial.Load()).RunAsync(month.DistrictId, runId);

    private SessionLogWork Work(SealOf sealOf) => new(database.DataSource, StoredDistrict.Clock, fixture.Printer, sealOf, new MinutesLedger());

    private async Task<SessionLogRun> LatestAsync(ClaimMonth month)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return (await SessionLogRun.LatestAsync(connection, month.DistrictId, ClaimMonth.October))!;
    }
}
