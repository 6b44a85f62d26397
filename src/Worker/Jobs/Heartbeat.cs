using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>Says in the database that this worker lives, for the pages and for the sweep, which takes up what a dead one left.</summary>
public sealed partial class Heartbeat(NpgsqlDataSource database, ThisWorker worker, JobRunner runner, ILogger<Heartbeat> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WorkerPresence.BeatEvery);
        try
        {
            do
            {
                await BeatAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync says so.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await WorkerPresence.StopAsync(connection, worker.WorkerId, cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            Missed(fault);
        }
    }

    /// <remarks>A database that is away for a while stops no worker.</remarks>
    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await WorkerPresence.BeatAsync(connection, worker.WorkerId, worker.Machine, worker.Version, cancellationToken);
            await runner.FreeUntoldAsync(connection, cancellationToken);
            JobMeters.Open(await JobRun.CountOpenAsync(connection, cancellationToken));
        }
        catch (NpgsqlException fault)
        {
            Missed(fault);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database was not reached to say that this worker lives.")]
    private partial void Missed(Exception fault);
}
