using Dapper;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>What the planner knows of the tables that posting fills.</summary>
internal static class Statistics
{
    private const int WorthAnalysing = 100_000; // lines; fewer autovacuum looks at in time
    private const string Analyse = "analyze billing.remit_claim, billing.remit_line";

    /// <summary>So many new rows without statistics would mislead the planner until autovacuum comes by.</summary>
    public static Task RefreshAsync(NpgsqlConnection connection, int lines, CancellationToken cancellationToken) =>
        lines >= WorthAnalysing
            ? connection.ExecuteAsync(new CommandDefinition(Analyse, cancellationToken: cancellationToken))
            : Task.CompletedTask;
}
