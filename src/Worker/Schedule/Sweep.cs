using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Worker.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Schedule;

/// <summary>Reads from the domain's own state what is to be done and asks the engine to do it.</summary>
/// <remarks>
/// Triggers only make it sooner: work whose trigger was lost is found here, and asking twice adds nothing. One sweep at a time on all
/// workers together: two would wait for each other, the one with the work that it wrote down, the other with the engine's lock. The engine
/// is asked last, for what it locks keeps all workers from their next job until the sweep is over.
/// </remarks>
public sealed class Sweep(NpgsqlDataSource database, IJobEngine engine, IReadOnlyList<JobKind> kinds, TimeProvider clock)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int LockSpace = 4; // of the two-number advisory locks: districts have 1, session logs 2, places 3

    [Sql]
    private const string LockSql = "select pg_advisory_xact_lock(@space, 0)";

    /// <returns>How many pieces of work were asked for.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(LockSql, new { space = LockSpace }, transaction, cancellationToken: cancellationToken));
        var now = clock.GetUtcNow();
        await DecisionsInForce.MarkRunOutAsync(transaction, now, cancellationToken);
        await OpenWork.FreeAsync(transaction, now, cancellationToken);
        var turn = new SweepTurn(engine, transaction, now, cancellationToken);
        foreach (var kind in kinds)
        {
            await kind.AskAsync(turn);
        }

        await turn.Work.SettleOthersAsync(transaction, now, cancellationToken);
        await turn.EnqueueAsync();
        await transaction.CommitAsync(cancellationToken);
        return turn.Work.Count;
    }
}
