using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Billing.Codes;

/// <summary>What views must know of adjustment reasons, as a table: the kind of each, and whether a denial can be mended.</summary>
/// <remarks>A reason that is not in the table is an unknown one: a denial that a person decides on, as in <see cref="AdjustmentReason.Unknown"/>.</remarks>
public static class AdjustmentReasons
{
    [Sql]
    private const string StoreSql = """
        insert into billing.adjustment_reason as stored (reason, kind, recoverable)
        select * from unnest(@reasons::text[], @kinds::text[], @recoverable::boolean[])
        on conflict (reason) do update set kind = excluded.kind, recoverable = excluded.recoverable
        where (stored.kind, stored.recoverable) is distinct from (excluded.kind, excluded.recoverable)
        """;

    /// <summary>Brings the table to the words of this program; where it has them, nothing is written.</summary>
    /// <returns>How many reasons are new or changed.</returns>
    public static Task<int> StoreAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        // In one order everywhere, so that two postings that begin at once do not wait for each other in a ring.
        var reasons = PayerCodes.Reasons.Codes.OrderBy(reason => reason.Code, StringComparer.Ordinal).ToArray();
        return connection.ExecuteAsync(new CommandDefinition(
            StoreSql,
            new
            {
                reasons = Array.ConvertAll(reasons, reason => reason.Code),
                kinds = Array.ConvertAll(reasons, reason => Word(reason.Kind)),
                recoverable = Array.ConvertAll(reasons, reason => reason.IsRecoverable),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>A kind as the table has it: <c>other-payer</c>.</summary>
    public static string Word(AdjustmentKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
