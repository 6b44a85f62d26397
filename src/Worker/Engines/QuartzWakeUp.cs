using Dapper;
using Npgsql;
using Quartz;

namespace MedicaidLogs.Worker.Engines;

/// <summary>Hears from the database that there is work (<c>ops.wake_workers</c>), and has the sweep run at once instead of within its minute.</summary>
/// <remarks>Nothing depends on it: what was said while nobody listened, the next sweep finds.</remarks>
public sealed partial class QuartzWakeUp(NpgsqlDataSource database, ISchedulerFactory schedulers, ILogger<QuartzWakeUp> log) : BackgroundService
{
    /// <summary>Files that come at once are one sweep.</summary>
    private static readonly TimeSpan _lull = TimeSpan.FromMilliseconds(100);

    /// <summary>As many notices as one sweep waits for.</summary>
    private const int MostTogether = 20;

    private static readonly TimeSpan _listenAgainAfter = TimeSpan.FromSeconds(15);

    private const string Listen = "listen medlogs_work";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or SchedulerException)
            {
                Deaf(fault);
                await Task.Delay(_listenAgainAfter, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Listen, cancellationToken: cancellationToken));
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
            for (var heard = 1; heard < MostTogether && await connection.WaitAsync(_lull, cancellationToken); heard++)
            {
                // The same sweep finds it.
            }

            await scheduler.TriggerJob(QuartzEngine.Sweep, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database does not wake this worker now; it looks every minute.")]
    private partial void Deaf(Exception fault);
}
