using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Worker.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Schedule;

/// <summary>Reads from the domain's own state what is to be done and asks the engine to do it.</summary>
/// <remarks>Triggers only make it sooner: work whose trigger was lost is found here, and asking twice adds nothing.</remarks>
public sealed class Sweep(NpgsqlDataSource database, IJobEngine engine, IReadOnlyList<JobKind> kinds, TimeProvider clock)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <returns>How many pieces of work were asked for.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DecisionsInForce.MarkRunOutAsync(transaction, now, cancellationToken);
        await OpenWork.FreeAsync(transaction, now, cancellationToken);
        var turn = new SweepTurn(engine, transaction, now, cancellationToken);
        foreach (var kind in kinds)
        {
            await kind.AskAsync(turn);
        }

        await turn.Work.SettleOthersAsync(transaction, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return turn.Work.Count;
    }
}
