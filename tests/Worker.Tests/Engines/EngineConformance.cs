using System.Diagnostics;
using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Engines;
using MedicaidLogs.Worker.Schedule;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Engines;

/// <summary>What every engine must do, on real workers against a real database.</summary>
public abstract class EngineConformance(ConformanceDatabase database, string engine) : IClassFixture<ConformanceDatabase>
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(25);

    private readonly MovingClock _clock = new(TimeProvider.System.GetUtcNow());
    private DateTimeOffset _sweptAt;

    private DatabaseFixture Database => database.Fixture;

    /// <summary>Takes away whatever the engine itself knows of waiting work.</summary>
    protected abstract string LoseTriggers { get; }

    [Fact]
    public async Task What_is_enqueued_runs_where_the_transaction_commits_and_never_where_it_rolls_back()
    {
        await using var host = await StartAsync();
        var (never, once) = (await NewAsync(swept: false), await NewAsync());

        await EnqueueAsync(host, never, commit: false);
        await EnqueueAsync(host, once);

        await UntilDoneAsync(once);
        Assert.Equal(0, await CountAsync($"conformance.ran where district_id = {never.DistrictId}"));
        Assert.Null(await RunOfAsync(never));
    }

    [Fact]
    public async Task Work_that_is_asked_for_again_and_again_runs_once()
    {
        await using var host = await StartAsync();
        var work = await NewAsync(held: true);

        await EnqueueAsync(host, work);
        await EnqueueAsync(host, work);
        await UntilAsync($"conformance.ran where district_id = {work.DistrictId}");
        await EnqueueAsync(host, work); // while it runs
        await host.SweepAsync();
        await LetGoAsync(work);

        await UntilDoneAsync(work);
        await SettledAsync(host);
        Assert.Equal(1, await CountAsync($"conformance.ran where district_id = {work.DistrictId}"));
    }

    [Fact]
    public async Task What_can_heal_is_tried_again_until_it_succeeds()
    {
        await using var host = await StartAsync();
        var work = await NewAsync(faults: 2);
        await EnqueueAsync(host, work);

        await FailAsync(host, work, attempts: 1);
        await FailAsync(host, work, attempts: 2);

        await UntilDoneAsync(work);
        Assert.Equal(3, (await RunOfAsync(work))!.Attempts);
    }

    [Fact]
    public async Task What_does_not_heal_is_given_up_and_listed_with_its_cause()
    {
        await using var host = await StartAsync();
        var work = await NewAsync(faults: int.MaxValue);
        await EnqueueAsync(host, work);
        for (var attempts = 1; attempts < JobRun.MostAttempts; attempts++)
        {
            await FailAsync(host, work, attempts);
        }

        await UntilAsync($"ops.job_run where district_id = {work.DistrictId} and state = 'failed'");
        await SweepAtAsync(host, _clock.GetUtcNow().AddHours(1));
        await SettledAsync(host);

        await using var connection = await Database.DataSource.OpenConnectionAsync();
        var listed = Assert.Single(await JobRun.PageAsync(connection, new(work.DistrictId), [JobState.Failed], after: null, default));
        Assert.Equal((JobRun.MostAttempts, "System.IO.IOException"), (listed.Attempts, listed.Technical));
        Assert.NotEmpty(listed.Cause!);
        Assert.Equal(JobRun.MostAttempts, await CountAsync($"conformance.ran where district_id = {work.DistrictId}"));
        await ForgetAsync(work);
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-07", "2026-03-08T06:59:00Z", "2026-03-08T07:00:30Z", "2026-03-08")] // 2:30 is skipped
    [InlineData("America/New_York", "2026-10-31", "2026-11-01T07:29:00Z", "2026-11-01T07:30:30Z", "2026-11-01")]
    [InlineData("Europe/Berlin", "2026-10-24", "2026-10-25T00:29:00Z", "2026-10-25T00:30:30Z", "2026-10-25")] // 2:30 comes twice
    public async Task The_work_of_a_night_runs_once_also_where_clocks_change(string zone, string done, string before, string due, string night)
    {
        _clock.MoveTo(Instant(before).AddHours(-1));
        var district = await Database.CreateDistrictAsync(timeZone: zone);
        await ExecuteAsync($"insert into conformance.night values ({district}, '{done}', '{done} 12:00Z')");
        await using var host = await StartAsync();
        var ofNight = $"conformance.night where district_id = {district} and night = '{night}'";

        await SweepAtAsync(host, Instant(before));
        Assert.Equal(1, await CountAsync($"conformance.night where district_id = {district}"));
        await SweepAtAsync(host, Instant(due));
        await UntilAsync(ofNight);
        await SweepAtAsync(host, Instant(due).AddHours(1));
        await SweepAtAsync(host, Instant(due).AddHours(12));
        await SettledAsync(host);

        Assert.Equal(1, await CountAsync(ofNight));
        Assert.Equal(2, await CountAsync($"conformance.night where district_id = {district}"));
        await ExecuteAsync("delete from conformance.night");
    }

    [Fact]
    public async Task A_district_has_so_many_jobs_at_once_and_another_is_not_kept_waiting()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var large = await NewAsync(held: true, count: JobLimits.PerDistrict * 3);
        var small = await NewAsync();
        await InTransactionAsync(transaction => first.Engine.EnqueueAsync(large, transaction));

        await UntilAsync($"conformance.ran where district_id = {large[0].DistrictId}", JobLimits.PerDistrict);
        await EnqueueAsync(second, small);
        await UntilDoneAsync(small);
        Assert.Equal(JobLimits.PerDistrict, await CountAsync($"conformance.ran where district_id = {large[0].DistrictId}"));

        await LetGoAsync(large[0]);
        await UntilDoneAsync([.. large]);
        Assert.InRange(await MostAtOnceAsync(large[0].DistrictId), 1, JobLimits.PerDistrict);
    }

    [Fact]
    public async Task What_a_killed_worker_was_at_another_finishes()
    {
        var work = await NewAsync(held: true);
        using var killed = EngineHost.StartProcess(engine, Database.ConnectionString);
        await UntilAsync($"conformance.ran where district_id = {work.DistrictId}", worker: killed);
        await using var other = await StartAsync();

        Assert.True(await killed.KillAsync(after: TimeSpan.Zero));
        await UntilAsync($"conformance.ran where district_id = {work.DistrictId} and worker_id = '{other.WorkerId}'");
        await LetGoAsync(work);

        await UntilDoneAsync(work);
        Assert.Equal((2L, 1L), (
            await CountAsync($"conformance.ran where district_id = {work.DistrictId}"),
            await CountAsync($"conformance.ran where district_id = {work.DistrictId} and ended_at is not null")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_worker_that_is_stopped_finishes_its_job_or_hands_it_back_where_the_job_heeds_it(bool heedsStop)
    {
        var work = await NewAsync(held: true, heedsStop: heedsStop);
        using var worker = EngineHost.StartProcess(engine, Database.ConnectionString);
        await UntilAsync($"conformance.ran where district_id = {work.DistrictId}", worker: worker);

        worker.Stop();
        if (!heedsStop)
        {
            await UntilAsync(() => Task.FromResult(worker.Errors.Contains("shutting down", StringComparison.Ordinal)), () => worker.Errors);
            await LetGoAsync(work);
        }

        var end = await worker.EndAsync();
        var run = (await RunOfAsync(work))!;
        Assert.Equal((0, heedsStop ? JobState.Queued : JobState.Done, heedsStop ? 0 : 1), (end.ExitCode, run.State, run.Attempts));
        await LetGoAsync(work);
        await using var next = await StartAsync();
        await UntilDoneAsync(work);
    }

    [Fact]
    public async Task Two_workers_drain_one_backlog_and_do_each_piece_once()
    {
        const int Districts = 20;
        const int OfEach = 5;
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var backlog = new List<Step>();
        for (var district = 0; district < Districts; district++)
        {
            backlog.AddRange(await NewAsync(held: true, count: OfEach));
        }

        await InTransactionAsync(transaction => first.Engine.EnqueueAsync(backlog, transaction));
        await UntilAsync($"conformance.ran where worker_id = '{first.WorkerId}'");
        await UntilAsync($"conformance.ran where worker_id = '{second.WorkerId}'");
        await ExecuteAsync("update conformance.step set is_held = false");

        await UntilDoneAsync([.. backlog]);
        var ids = string.Join(", ", backlog.Select(work => work.DistrictId).Distinct());
        Assert.Equal(
            (Districts * OfEach, Districts * OfEach),
            ((int)await CountAsync($"conformance.ran where district_id in ({ids})"), (int)await CountAsync($"(select distinct district_id, number from conformance.ran where district_id in ({ids})) each")));
    }

    [Fact]
    public async Task Work_whose_trigger_was_lost_is_found_by_the_sweep_that_recurs_by_itself()
    {
        await using var host = await StartAsync();
        var work = await NewAsync();
        await InTransactionAsync(async transaction =>
        {
            await host.Engine.EnqueueAsync([work], transaction);
            await transaction.Connection!.ExecuteAsync(LoseTriggers, transaction: transaction);
        });
        Assert.Equal(JobState.Queued, (await RunOfAsync(work))!.State);

        _clock.Advance(Sweep.Every - TimeSpan.FromSeconds(2));
        await SweptSinceAsync(_clock.GetUtcNow());

        await UntilDoneAsync(work);
        Assert.Equal(1, await CountAsync($"conformance.ran where district_id = {work.DistrictId}"));
    }

    /// <summary>A worker that has looked once for what is to be done.</summary>
    private protected async Task<EngineHost> StartAsync()
    {
        var before = _clock.GetUtcNow();
        var host = await EngineHost.StartAsync(engine, Database.DataSource, _clock, () => _sweptAt = _clock.GetUtcNow());
        await SweptSinceAsync(before);
        return host;
    }

    private Task SweptSinceAsync(DateTimeOffset instant) =>
        UntilAsync(() => Task.FromResult(_sweptAt >= instant), () => $"a sweep since {instant:O}");

    /// <summary>Lets a time come, and looks what is to be done then.</summary>
    private async Task SweepAtAsync(EngineHost host, DateTimeOffset instant)
    {
        _clock.MoveTo(instant);
        await host.SweepAsync();
    }

    /// <summary>What was asked for before has been begun: another piece of work, enqueued last, is done.</summary>
    private async Task SettledAsync(EngineHost host)
    {
        var last = await NewAsync();
        await EnqueueAsync(host, last);
        await UntilDoneAsync(last);
    }

    /// <summary>Waits for an attempt to fail, and then for the time of the next.</summary>
    private async Task FailAsync(EngineHost host, Step work, int attempts)
    {
        await UntilAsync($"ops.job_run where district_id = {work.DistrictId} and state = 'queued' and attempts = {attempts}");
        _clock.MoveTo((await RunOfAsync(work))!.NotBefore);
        await UntilAsync(
            async () =>
            {
                await host.SweepAsync(); // the engine may not be done with the trigger of the attempt that failed, and keep it
                return (await RunOfAsync(work))!.Attempts > attempts;
            },
            () => $"attempt {attempts + 1}");
    }

    private async Task<Step> NewAsync(int faults = 0, bool held = false, bool heedsStop = true, bool swept = true) =>
        (await NewAsync(held, 1, faults, heedsStop, swept))[0];

    private protected async Task<IReadOnlyList<Step>> NewAsync(bool held, int count, int faults = 0, bool heedsStop = true, bool swept = true)
    {
        var district = await Database.CreateDistrictAsync();
        IReadOnlyList<Step> work = [.. Enumerable.Range(1, count).Select(number => new Step(district.Value, number))];
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into conformance.step (district_id, number, faults, is_held, heeds_stop, is_swept) values (@DistrictId, @Number, @faults, @held, @heedsStop, @swept)",
            work.Select(each => new { each.DistrictId, each.Number, faults, held, heedsStop, swept }));
        return work;
    }

    private Task EnqueueAsync(EngineHost host, Step work, bool commit = true) =>
        InTransactionAsync(transaction => host.Engine.EnqueueAsync([work], transaction), commit);

    private protected async Task InTransactionAsync(Func<NpgsqlTransaction, Task> act, bool commit = true)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await act(transaction);
        if (commit)
        {
            await transaction.CommitAsync();
        }
    }

    private protected Task LetGoAsync(Step work) => ExecuteAsync($"update conformance.step set is_held = false where district_id = {work.DistrictId}");

    private Task ForgetAsync(Step work) => ExecuteAsync($"update conformance.step set is_done = true where district_id = {work.DistrictId}");

    private protected async Task UntilDoneAsync(params Step[] work)
    {
        foreach (var each in work)
        {
            await UntilAsync($"ops.job_run where district_id = {each.DistrictId} and subject = '{each.Subject}' and state = 'done'");
        }
    }

    private protected Task UntilAsync(string rows, long count = 1, Medlogs? worker = null) =>
        UntilAsync(async () => await CountAsync(rows) >= count, () => $"{count} of {rows}\n{worker?.Errors}");

    private static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> what)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo();)
        {
            Assert.True(watch.Elapsed < _longest, $"not there after {_longest}: {what()}");
            await Task.Delay(_look);
        }
    }

    private async Task<JobRun?> RunOfAsync(Step work)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        return (await JobRun.PageAsync(connection, new DistrictId(work.DistrictId), Enum.GetValues<JobState>(), after: null, default))
            .FirstOrDefault(run => run.Subject == work.Subject);
    }

    private async Task<long> MostAtOnceAsync(int districtId)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            """
            select max(together) from (
                select (select count(*) from conformance.ran o where o.district_id = r.district_id and o.began_at <= r.began_at and o.ended_at > r.began_at) as together
                from conformance.ran r where r.district_id = @districtId) at_once
            """,
            new { districtId });
    }

    private protected async Task<long> CountAsync(string rows)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows}");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
