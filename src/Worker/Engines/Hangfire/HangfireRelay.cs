using System.Transactions;
using Dapper;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Worker.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Engines.Hangfire;

/// <summary>Hands work over from the outbox to Hangfire, each piece once, whichever worker does it.</summary>
public sealed partial class HangfireRelay(
    NpgsqlDataSource database, IReadOnlyList<JobKind> kinds, IBackgroundJobClient hangfire, IRecurringJobManager recurring, ILogger<HangfireRelay> log)
    : BackgroundService
{
    private const string Sweep = "sweep";

    private const int MostAtOnce = 100;

    [Sql(After = HangfireEngine.Outbox)]
    private const string TakeSql = """
        delete from hangfire.medlogs_outbox
        where outbox_id in (select outbox_id from hangfire.medlogs_outbox order by outbox_id for update skip locked limit @limit)
        returning kind, arguments::text as arguments
        """;

    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(200);

    private sealed record Piece(string Kind, string Arguments);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await connection.ExecuteAsync(new CommandDefinition(HangfireEngine.Outbox, cancellationToken: cancellationToken));
        }

        recurring.AddOrUpdate<HangfireSweep>(Sweep, sweep => sweep.RunAsync(CancellationToken.None), Cron.Minutely());
        recurring.Trigger(Sweep);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_lookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await HandOverAsync(stoppingToken) == MostAtOnce)
                {
                    // There is more.
                }
            }
            catch (NpgsqlException fault)
            {
                Missed(fault);
            }
        }
    }

    /// <summary>Taken from the outbox and enqueued in one transaction. Our connection is closed before Hangfire takes the same one: one transaction needs no second phase.</summary>
    private async Task<int> HandOverAsync(CancellationToken cancellationToken)
    {
        using var scope = new TransactionScope(
            TransactionScopeOption.RequiresNew,
            new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted },
            TransactionScopeAsyncFlowOption.Enabled);
        IReadOnlyList<Piece> taken;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            taken = [.. await connection.QueryAsync<Piece>(new CommandDefinition(TakeSql, new { limit = MostAtOnce }, cancellationToken: cancellationToken))];
        }

        foreach (var piece in taken)
        {
            hangfire.Create(JobOf(piece), new EnqueuedState());
        }

        scope.Complete();
        return taken.Count;
    }

    private Job JobOf(Piece piece)
    {
        var type = typeof(HangfireJob<>).MakeGenericType(kinds.Single(kind => kind.Name == piece.Kind).Arguments);
        return new(type, type.GetMethod(nameof(HangfireJob<TakeInFile>.RunAsync))!, piece.Arguments, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning, "The database was not reached to hand work over.")]
    private partial void Missed(Exception fault);
}
