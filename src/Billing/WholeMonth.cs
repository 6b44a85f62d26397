using System.Data;
using Dapper;
using Npgsql;

namespace MedicaidLogs.Billing;

/// <summary>Reading all rows of a district-month.</summary>
internal static class WholeMonth
{
    /// <summary>
    /// A month that was just loaded has no statistics yet, and the planner would join it row by row, in hours instead of seconds.
    /// Every row is wanted, so hash and merge joins are right whatever the statistics say. Sorts get room for a million entries.
    /// </summary>
    private const string Plan = "set local enable_nestloop = off; set local work_mem = '256MB'";

    /// <summary>Begins a look that sees one moment.</summary>
    public static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await PlanForItAsync(transaction, cancellationToken);
        return transaction;
    }

    /// <summary>Until the transaction ends, its queries are planned for all rows of a month.</summary>
    public static Task PlanForItAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(Plan, transaction: transaction, cancellationToken: cancellationToken));
}
