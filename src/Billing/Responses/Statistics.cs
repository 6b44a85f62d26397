using Dapper;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>What the planner knows of the tables that posting fills.</summary>
internal static class Statistics
{
    private const int WorthAnalysing = 5_000; // lines; fewer are looked at in no time, however it is planned

    /// <summary>A small sample tells how many there are of what, which is all that the first queries need; autovacuum takes a larger one.</summary>
    private const string Analyse = """
        set local default_statistics_target = 20;
        analyze billing.remit_claim, billing.remit_line
        """;

    /// <summary>Of so many new rows the planner would think that they are none, and look through all of them for each: minutes for a first payment.</summary>
    /// <param name="transaction">The one that posts: what is planned next in it looks at what it has just written.</param>
    public static Task RefreshAsync(NpgsqlTransaction transaction, int rows, CancellationToken cancellationToken) =>
        rows >= WorthAnalysing
            ? transaction.Connection!.ExecuteAsync(new CommandDefinition(Analyse, transaction: transaction, cancellationToken: cancellationToken))
            : Task.CompletedTask;
}
