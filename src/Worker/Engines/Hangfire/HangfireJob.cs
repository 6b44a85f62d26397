using System.Text.Json;
using Dapper;
using Hangfire;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Schedule;
using Npgsql;

namespace MedicaidLogs.Worker.Engines.Hangfire;

/// <summary>What Hangfire runs: our job of these arguments, when its district has room.</summary>
/// <remarks>Attempts are <see cref="JobRunner"/>'s. A job is given again to another worker where one died, so it may have been begun.</remarks>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class HangfireJob<TArguments>(IJob<TArguments> job, JobRunner runner, NpgsqlDataSource database, IBackgroundJobClient hangfire)
    where TArguments : IJobArguments
{
    /// <summary>The transaction that holds one of the district's places lasts as long as the job, and ends with the worker.</summary>
    [Sql]
    private const string TakePlaceSql = """
        select exists (
            select from generate_series(1, @places) place
            where pg_try_advisory_xact_lock(hashtextextended('job-' || @DistrictId || '-' || place, 0))
            limit 1)
        """;

    private static readonly TimeSpan _askAgainAfter = TimeSpan.FromSeconds(1);

    public async Task RunAsync(string json, CancellationToken cancellationToken)
    {
        var arguments = JsonSerializer.Deserialize<TArguments>(json)!;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var place = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            TakePlaceSql, new { arguments.DistrictId, places = JobLimits.PerDistrict }, place, cancellationToken: cancellationToken)))
        {
            await runner.RunAsync(job, arguments, isLeft: true, cancellationToken);
        }
        else
        {
            hangfire.Schedule<HangfireJob<TArguments>>(again => again.RunAsync(json, CancellationToken.None), _askAgainAfter);
        }
    }
}

/// <summary>The sweep as Hangfire runs it, on one worker at a time.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class HangfireSweep(Sweep sweep)
{
    [DisableConcurrentExecution(timeoutInSeconds: 30)]
    public Task RunAsync(CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);
}
