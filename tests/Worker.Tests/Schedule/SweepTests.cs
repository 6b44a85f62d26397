using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Schedule;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Schedule;

/// <summary>Several workers sweep at once, on one database.</summary>
public sealed class SweepTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string WaitingSql = """
        select count(*) from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
        """;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(10);

    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<string> _said = [];

    [Fact]
    public async Task Sweeps_of_two_workers_take_turns()
    {
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = SweepOf(Kind("one", [], async () =>
        {
            begun.SetResult();
            await goOn.Task;
        }));
        await begun.Task;
        var second = SweepOf(Kind("two", []));
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            while (await connection.ExecuteScalarAsync<long>(WaitingSql) == 0 && !second.IsCompleted)
            {
                await Task.Delay(_look);
            }
        }

        Assert.Equal(["one?"], _said);
        goOn.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(["one?", "two?"], _said);
    }

    /// <summary>Its lock keeps all workers from their next job until the sweep commits.</summary>
    [Fact]
    public async Task The_engine_is_asked_when_no_question_is_left()
    {
        var district = (await database.CreateDistrictAsync()).Value;

        await SweepOf(Kind("one", [new Work(district, 1), new Work(district, 2)]), Kind("two", [new Work(district, 3)]), Kind("none", []));

        Assert.Equal(["one?", "two?", "none?", "1, 2!", "3!"], _said);
    }

    [Fact]
    public async Task A_worker_whose_clock_is_a_year_ahead_forgets_none_that_lives_and_takes_nothing_from_it()
    {
        var (living, district) = (Guid.NewGuid(), (await database.CreateDistrictAsync()).Value);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await WorkerPresence.BeatAsync(connection, living, "here", "1", default);
        await connection.ExecuteAsync(
            "insert into ops.job_run (district_id, kind, subject, state, queued_at, not_before, started_at, worker_id) values (@district, 'test', '1', 'running', now(), now(), now(), @living)",
            new { district, living });

        _clock.Advance(TimeSpan.FromDays(365));
        await SweepOf();
        await SweepOf();

        Assert.Contains(await WorkerPresence.ListAsync(connection, default), worker => worker.WorkerId == living && worker.IsHeard);
        Assert.Equal("running", await connection.ExecuteScalarAsync<string>("select state from ops.job_run where worker_id = @living", new { living }));
    }

    private Task<int> SweepOf(params JobKind[] kinds) => new Sweep(database.DataSource, new Recorder(_said), kinds, _clock).RunAsync(default);

    private JobKind<Work, Never> Kind(string name, IReadOnlyList<Work> found, Func<Task>? then = null) => new(name, async _ =>
    {
        _said.Enqueue($"{name}?");
        await (then?.Invoke() ?? Task.CompletedTask);
        return found;
    });

    private sealed record Work(int DistrictId, int Number) : IJobArguments
    {
        public string Kind => "test";

        public string Subject => Number.ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Never : IJob<Work>
    {
        public Task RunAsync(Work arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Recorder(ConcurrentQueue<string> said) : IJobEngine
    {
        public Task EnqueueAsync<TArguments>(IReadOnlyList<TArguments> work, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
            where TArguments : IJobArguments
        {
            said.Enqueue($"{string.Join(", ", work.Select(each => each.Subject))}!");
            return Task.CompletedTask;
        }
    }
}
