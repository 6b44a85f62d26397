using System.Collections.Concurrent;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>Runs a job, whichever engine asks, and keeps <c>ops.job_run</c>: begun, how far, done, or why not.</summary>
/// <remarks>
/// What can heal is tried again, after 1, 2, 4 and 8 minutes; what cannot, and what did not, waits for a person. No fault reaches the
/// engine but that the database could not be told: then this worker's next heartbeat frees the work, and the sweep finds it.
/// </remarks>
public sealed partial class JobRunner(NpgsqlDataSource database, ThisWorker worker, IHostApplicationLifetime host, TimeProvider clock, ILogger<JobRunner> log)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _tellEvery = TimeSpan.FromSeconds(1);

    /// <summary>No row where the work was done or decided about since it was triggered, or runs: it was triggered twice.</summary>
    [Sql]
    private const string BeginSql = """
        update ops.job_run
        set state = 'running', attempts = attempts + 1, started_at = @now, worker_id = @workerId, done = null, total = null
        where district_id = @DistrictId and kind = @Kind and subject = @Subject and (state = 'queued' or state = 'running' and @isLeft)
        returning job_run_id, attempts
        """;

    [Sql]
    private const string TellSql = """
        update ops.job_run set done = @Done, total = @Total
        where district_id = @districtId and job_run_id = @jobRunId and state = 'running' and worker_id = @workerId
        """;

    /// <summary>Leaves it alone where another worker has taken it up meanwhile.</summary>
    [Sql]
    private const string EndSql = """
        update ops.job_run
        set state = @state, attempts = @attempts, ended_at = case when @state = 'queued' then null else @now::timestamptz end,
            not_before = coalesce(@notBefore, not_before), cause = @cause, technical = @technical
        where district_id = @districtId and job_run_id = @jobRunId and state = 'running' and worker_id = @workerId
        """;

    /// <summary>What stands as run by this worker and is not: the database was away when it ended.</summary>
    [Sql]
    private const string FreeUntoldSql = """
        update ops.job_run set state = 'queued', not_before = @now
        where state = 'running' and worker_id = @workerId and started_at < @before and not job_run_id = any(@running)
        """;

    private readonly ConcurrentDictionary<long, bool> _running = [];

    private sealed record Begun(long JobRunId, int Attempts);

    /// <param name="isLeft">A worker that died was at it, or may have been: so the engine says.</param>
    public async Task RunAsync<TArguments>(IJob<TArguments> job, TArguments arguments, bool isLeft, CancellationToken cancellationToken)
        where TArguments : IJobArguments
    {
        if (await BeginAsync(arguments, isLeft, cancellationToken) is not { } begun)
        {
            return;
        }

        _running[begun.JobRunId] = true;
        try
        {
            await RunAsync(job, arguments, begun, cancellationToken);
        }
        finally
        {
            _running.TryRemove(begun.JobRunId, out _);
        }
    }

    /// <summary>Leaves to any worker what this one could not say the end of.</summary>
    public Task FreeUntoldAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return connection.ExecuteAsync(new CommandDefinition(
            FreeUntoldSql,
            new { now, worker.WorkerId, before = now - _firstPause, running = _running.Keys.ToArray() },
            cancellationToken: cancellationToken));
    }

    private async Task RunAsync<TArguments>(IJob<TArguments> job, TArguments arguments, Begun begun, CancellationToken cancellationToken)
        where TArguments : IJobArguments
    {
        var started = clock.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        try
        {
            await job.RunAsync(arguments, new Told(database, clock, worker.WorkerId, arguments.DistrictId, begun.JobRunId), cancellationToken);
            await EndAsync(new("done", begun.Attempts));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync(new("queued", begun.Attempts - 1, clock.GetUtcNow())); // another worker goes on
        }
#pragma warning disable CA1031 // the job loop: whatever it was, the work must not be lost and a person must be told
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var fault = JobFault.Of(exception);
            Failed(exception, arguments.Key, begun.Attempts);
            await EndAsync(After(fault, begun.Attempts));
        }

        Task EndAsync(End end)
        {
            JobMeters.Ended(arguments.Kind, end.State, clock.GetElapsedTime(started));
            return this.EndAsync(arguments, begun, end);
        }
    }

    private End After(JobFault fault, int attempts) => fault.Heals && attempts < JobRun.MostAttempts
        ? new("queued", attempts, clock.GetUtcNow() + (_firstPause * (1 << (attempts - 1))), fault)
        : new("failed", attempts, Fault: fault);

    private async Task<Begun?> BeginAsync(IJobArguments arguments, bool isLeft, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Begun?>(new CommandDefinition(
            BeginSql,
            new { arguments.DistrictId, arguments.Kind, arguments.Subject, worker.WorkerId, isLeft, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
    }

    /// <remarks>Written even where the worker stops.</remarks>
    private async Task EndAsync(IJobArguments arguments, Begun begun, End end)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(EndSql, new
        {
            arguments.DistrictId,
            begun.JobRunId,
            worker.WorkerId,
            state = end.State,
            attempts = end.Attempts,
            notBefore = end.NotBefore,
            cause = end.Fault?.Cause,
            technical = end.Fault?.Technical,
            now = clock.GetUtcNow(),
        });
    }

    [LoggerMessage(LogLevel.Error, "{Key} failed in attempt {Attempt}.")]
    private partial void Failed(Exception exception, string key, int attempt);

    private sealed record End(string State, int Attempts, DateTimeOffset? NotBefore = null, JobFault? Fault = null);

    /// <summary>Writes how far a job is, once a second at most.</summary>
    private sealed class Told(NpgsqlDataSource database, TimeProvider clock, Guid workerId, int districtId, long jobRunId) : IProgress<JobProgress>
    {
        private readonly Lock _turn = new();
        private long? _last;

        public void Report(JobProgress value)
        {
            lock (_turn)
            {
                if (_last is { } last && clock.GetElapsedTime(last) < _tellEvery)
                {
                    return;
                }

                _last = clock.GetTimestamp();
            }

            using var connection = database.OpenConnection();
            connection.Execute(TellSql, new { districtId, jobRunId, workerId, value.Done, value.Total });
        }
    }
}
