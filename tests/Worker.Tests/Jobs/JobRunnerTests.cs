using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Schedule;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Jobs;

/// <summary>What is written of a job around its work, whichever engine runs it.</summary>
public sealed class JobRunnerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private static int _subjects;

    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));
    private readonly Lifetime _host = new();

    private JobRunner Runner => new(database.DataSource, new(Guid.NewGuid(), "here", "1"), _host, _clock, NullLogger<JobRunner>.Instance);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Work_is_taken_up_once_until_it_is_done()
    {
        var work = await NewAsync();
        var engine = new Recorder();

        await EnqueueAsync(engine, work);
        await EnqueueAsync(engine, work);
        Assert.Equal(2, engine.Asked); // its trigger may be lost: an engine keeps the one that it has
        Assert.Equal(("Queued", 0), await StateAsync(work));
        await Runner.RunAsync(new Act(_ => Task.CompletedTask), work, isLeft: false, default);
        Assert.Equal(("Done", 1), await StateAsync(work));

        await Runner.RunAsync(new Act(_ => throw new InvalidOperationException("Not again.")), work, isLeft: false, default);
        Assert.Equal(("Done", 1), await StateAsync(work));
    }

    [Fact]
    public async Task Of_many_pieces_those_that_are_new_or_due_go_to_the_engine()
    {
        var (due, done, failed, running, fresh) = (await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync());
        var engine = new Recorder();
        await InTransactionAsync(transaction => new JobBacklog(engine, _clock).EnqueueAsync([due, done, failed, running], transaction));
        await Runner.RunAsync(new Act(_ => Task.CompletedTask), done, isLeft: false, default);
        await Runner.RunAsync(new Act(_ => throw new InvalidDataException()), failed, isLeft: false, default);
        await ExecuteAsync($"update ops.job_run set state = 'running', started_at = now(), worker_id = '{Guid.NewGuid()}' where district_id = {running.DistrictId}");

        await InTransactionAsync(transaction => new JobBacklog(engine, _clock).EnqueueAsync([fresh, running, failed, done, due], transaction));

        Assert.Equal([due, done, failed, running, fresh, done, due], engine.Work);
    }

    [Fact]
    public async Task What_is_enqueued_in_a_transaction_that_rolls_back_never_was()
    {
        var work = await NewAsync();

        await EnqueueAsync(new Recorder(), work, commit: false);

        Assert.Null(await FindAsync(work));
    }

    [Fact]
    public async Task What_can_heal_is_tried_again_with_longer_and_longer_pauses_and_then_waits_for_a_person()
    {
        var work = await NewAsync();
        var engine = new Recorder();
        foreach (var pauseMinutes in new[] { 1, 2, 4, 8 })
        {
            await EnqueueAsync(engine, work);
            await Runner.RunAsync(new Act(_ => throw new IOException("Secret")), work, isLeft: false, default);
            var run = (await FindAsync(work))!;
            Assert.Equal((JobState.Queued, _clock.GetUtcNow().AddMinutes(pauseMinutes)), (run.State, run.NotBefore));
            var asked = engine.Asked;
            await EnqueueAsync(engine, work);
            Assert.Equal(asked, engine.Asked);
            _clock.Advance(TimeSpan.FromMinutes(pauseMinutes));
        }

        await EnqueueAsync(engine, work);
        await Runner.RunAsync(new Act(_ => throw new IOException("Secret")), work, isLeft: false, default);

        var failed = (await FindAsync(work))!;
        Assert.Equal((JobState.Failed, JobRun.MostAttempts, "System.IO.IOException"), (failed.State, failed.Attempts, failed.Technical));
        Assert.DoesNotContain("Secret", failed.Cause, StringComparison.Ordinal);
        var before = engine.Asked;
        await EnqueueAsync(engine, work);
        Assert.Equal(before, engine.Asked);
    }

    [Fact]
    public async Task What_cannot_heal_waits_for_a_person_at_once()
    {
        var work = await NewAsync();
        await EnqueueAsync(new Recorder(), work);

        await Runner.RunAsync(new Act(_ => throw new InvalidDataException("Ann Lee")), work, isLeft: false, default);

        var run = (await FindAsync(work))!;
        Assert.Equal((JobState.Failed, 1, "System.IO.InvalidDataException"), (run.State, run.Attempts, run.Technical));
        Assert.DoesNotContain("Ann", run.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_work_is_done_again_where_a_person_says_so_and_left_alone_where_a_person_does()
    {
        var work = await NewAsync();
        var engine = new Recorder();
        var desk = new JobDesk(database.DataSource, _clock);
        await EnqueueAsync(engine, work);
        await Runner.RunAsync(new Act(_ => throw new InvalidDataException()), work, isLeft: false, default);
        var (districtId, id, who) = (new DistrictId(work.DistrictId), (await FindAsync(work))!.JobRunId, Actor.Command("test"));

        Assert.True(await desk.DismissAsync(districtId, id, who, "Sent again by mail"));
        Assert.False(await desk.DismissAsync(districtId, id, who, "Sent again by mail"));
        var asked = engine.Asked;
        await EnqueueAsync(engine, work);
        Assert.Equal(asked, engine.Asked);
        Assert.False(await desk.RetryAsync(await database.CreateDistrictAsync(), id, who));
        Assert.True(await desk.RetryAsync(districtId, id, who));
        Assert.False(await desk.RetryAsync(districtId, id, who));
        await EnqueueAsync(engine, work);
        await Runner.RunAsync(new Act(_ => Task.CompletedTask), work, isLeft: false, default);

        Assert.Equal(asked + 1, engine.Asked);
        Assert.Equal(("Done", 1), await StateAsync(work));
        Assert.Equal(2, await CountAsync($"ops.audit_event where subject_kind = 'job' and subject_id = '{id}' and district_id = {work.DistrictId}"));
    }

    [Fact]
    public async Task A_worker_that_stops_leaves_the_work_to_another_and_the_attempt_does_not_count()
    {
        var work = await NewAsync();
        await EnqueueAsync(new Recorder(), work);

        await Runner.RunAsync(
            new Act(_ =>
            {
                _host.StopApplication();
                throw new OperationCanceledException();
            }),
            work,
            isLeft: false,
            default);

        Assert.Equal(("Queued", 0), await StateAsync(work));
    }

    [Fact]
    public async Task How_far_it_is_can_be_seen_while_it_runs()
    {
        var work = await NewAsync();
        await EnqueueAsync(new Recorder(), work);
        JobRun? seen = null;

        await Runner.RunAsync(
            new Act(async progress =>
            {
                progress.Report(new(3, 10));
                seen = await FindAsync(work);
            }),
            work,
            isLeft: false,
            default);

        Assert.Equal((JobState.Running, 3L, 10L), (seen!.State, seen.Done, seen.Total));
    }

    [Fact]
    public async Task Work_that_is_triggered_twice_runs_once_unless_it_was_left_by_a_worker_that_died()
    {
        var work = await NewAsync();
        var ran = 0;
        await EnqueueAsync(new Recorder(), work);

        await Runner.RunAsync(
            new Act(async _ =>
            {
                await Runner.RunAsync(new Act(_ => Task.FromResult(ran += 100)), work, isLeft: false, default);
                await Runner.RunAsync(new Act(_ => Task.FromResult(ran += 10)), work, isLeft: true, default);
                ran++;
            }),
            work,
            isLeft: false,
            default);

        Assert.Equal(11, ran);
        Assert.Equal(("Done", 2), await StateAsync(work));
    }

    [Fact]
    public async Task What_ended_while_the_database_was_away_is_freed_and_what_runs_is_not()
    {
        var (untold, running) = (await NewAsync(), await NewAsync());
        var runner = Runner;
        await EnqueueAsync(new Recorder(), untold);
        await EnqueueAsync(new Recorder(), running);

        await runner.RunAsync(
            new Act(async _ =>
            {
                await ExecuteAsync($"""
                    update ops.job_run r set state = 'running', started_at = o.started_at, worker_id = o.worker_id
                    from ops.job_run o where r.subject = '{untold.Subject}' and o.subject = '{running.Subject}'
                    """);
                _clock.Advance(TimeSpan.FromMinutes(2));
                await using var connection = await database.DataSource.OpenConnectionAsync();
                await runner.FreeUntoldAsync(connection, default);
                Assert.Equal(("Queued", "Running"), ((await StateAsync(untold)).State, (await StateAsync(running)).State));
            }),
            running,
            isLeft: false,
            default);

        Assert.Equal(("Done", 1), await StateAsync(running));
    }

    [Fact]
    public async Task A_collector_hears_how_jobs_ended_and_how_long_they_took()
    {
        var (good, bad) = (await NewAsync(), await NewAsync());
        var heard = new ConcurrentBag<(string Instrument, object? Outcome, double Value)>();
        using var collector = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "MedicaidLogs.Worker")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        collector.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        collector.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        collector.Start();
        foreach (var work in new[] { good, bad })
        {
            await EnqueueAsync(new Recorder(), work);
        }

        await Runner.RunAsync(
            new Act(_ =>
            {
                _clock.Advance(TimeSpan.FromSeconds(3));
                return Task.CompletedTask;
            }),
            good, isLeft: false, default);
        await Runner.RunAsync(new Act(_ => throw new InvalidDataException()), bad, isLeft: false, default);

        Assert.Equal([("medlogs.jobs", "done", 1), ("medlogs.jobs", "failed", 1)], heard.Where(one => one.Instrument == "medlogs.jobs").OrderBy(one => one.Outcome as string));
        Assert.Equal(2, heard.Count(one => one.Instrument == "medlogs.job.duration"));

        void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Contains(new("kind", Work.Name)))
            {
                heard.Add((instrument.Name, tags[1].Value, value));
            }
        }
    }

    [Fact]
    public async Task What_a_dead_worker_was_at_is_free_for_the_next()
    {
        var (dead, alive) = (await NewAsync(), await NewAsync());
        var (deadWorker, living) = (Guid.NewGuid(), Guid.NewGuid());
        await ExecuteAsync($"""
            insert into ops.worker (worker_id, machine, version, last_seen_at)
            values ('{deadWorker}', 'dead', '1', now() - interval '10 minutes'), ('{living}', 'alive', '1', now())
            """);
        foreach (var (work, worker) in new[] { (dead, deadWorker), (alive, living) })
        {
            await EnqueueAsync(new Recorder(), work);
            await ExecuteAsync($"update ops.job_run set state = 'running', started_at = now(), worker_id = '{worker}' where subject = '{work.Subject}'");
        }

        await InTransactionAsync(transaction => OpenWork.FreeAsync(transaction, _clock.GetUtcNow(), default));

        Assert.Equal(("Queued", "Running"), ((await StateAsync(dead)).State, (await StateAsync(alive)).State));
    }

    [Fact]
    public async Task Failed_work_that_was_done_otherwise_is_done_and_other_work_stays_failed()
    {
        var (gone, open) = (await NewAsync(), await NewAsync());
        foreach (var work in new[] { gone, open })
        {
            await EnqueueAsync(new Recorder(), work);
            await Runner.RunAsync(new Act(_ => throw new InvalidDataException()), work, isLeft: false, default);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        var found = new OpenWork();
        found.Add(Work.Name, [open], isAll: true);
        await InTransactionAsync(transaction => found.SettleOthersAsync(transaction, _clock.GetUtcNow(), default));

        Assert.Equal(("Done", "Failed"), ((await StateAsync(gone)).State, (await StateAsync(open)).State));
    }

    private async Task<Work> NewAsync() => new((await database.CreateDistrictAsync()).Value, Interlocked.Increment(ref _subjects));

    private Task EnqueueAsync(Recorder engine, Work work, bool commit = true) =>
        InTransactionAsync(transaction => new JobBacklog(engine, _clock).EnqueueAsync([work], transaction), commit);

    private async Task InTransactionAsync(Func<NpgsqlTransaction, Task> act, bool commit = true)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await act(transaction);
        if (commit)
        {
            await transaction.CommitAsync();
        }
    }

    private async Task<(string State, int Attempts)> StateAsync(Work work)
    {
        var run = (await FindAsync(work))!;
        return (run.State.ToString(), run.Attempts);
    }

    private async Task<JobRun?> FindAsync(Work work)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return (await JobRun.PageAsync(connection, new(work.DistrictId), Enum.GetValues<JobState>(), after: null, default)).SingleOrDefault();
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows}");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private sealed record Work(int DistrictId, int Number) : IJobArguments
    {
        public const string Name = "test";

        public string Kind => Name;

        public string Subject => Number.ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Act(Func<IProgress<JobProgress>, Task> act) : IJob<Work>
    {
        public Task RunAsync(Work arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken) => act(progress);
    }

    private sealed class Recorder : IJobEngine
    {
        public List<IJobArguments> Work { get; } = [];

        public int Asked => Work.Count;

        public Task EnqueueAsync<TArguments>(IReadOnlyList<TArguments> work, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
            where TArguments : IJobArguments
        {
            Work.AddRange(work.Cast<IJobArguments>());
            return Task.CompletedTask;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
