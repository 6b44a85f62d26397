using Dapper;
using MedicaidLogs.Worker.Schedule;
using Npgsql;

namespace MedicaidLogs.Worker.Engines;

/// <summary>Hears from the database that there is work (<c>ops.wake_workers</c>), and sweeps at once instead of within the minute.</summary>
/// <remarks>
/// Nothing depends on it: what was said while nobody listened, the next sweep finds. It is no job of Quartz', which would run it after all
/// that waits already.
/// </remarks>
public sealed partial class QuartzWakeUp(NpgsqlDataSource database, IServiceScopeFactory scopes, ILogger<QuartzWakeUp> log) : BackgroundService
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
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Deaf(fault);
                await Task.Delay(_listenAgainAfter, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Listen, cancellationToken: cancellationToken));
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
            for (var heard = 1; heard < MostTogether && await connection.WaitAsync(_lull, cancellationToken); heard++)
            {
                // The same sweep finds it.
            }

            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Sweep>().RunAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database does not wake this worker now; it looks every minute.")]
    private partial void Deaf(Exception fault);
}
