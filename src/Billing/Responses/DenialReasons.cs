using Dapper;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Which adjustment reasons (CARC) deny and which only reduce, by <c>billing.adjustment_reason</c>.</summary>
internal sealed class DenialReasons(IReadOnlyDictionary<string, bool> denies)
{
    private const string DenialKinds = "denied";

    [Sql]
    private const string LoadSql = "select reason, kind from billing.adjustment_reason";

    public static async Task<DenialReasons> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string Reason, string Kind)>(new CommandDefinition(LoadSql, cancellationToken: cancellationToken));
        return new(rows.ToDictionary(row => row.Reason, row => row.Kind.StartsWith(DenialKinds, StringComparison.Ordinal)));
    }

    /// <summary>What of the adjustments the payer would not pay. A reason that nobody knows denies where nothing is paid.</summary>
    public long DeniedCents(IReadOnlyList<Adjustment> adjustments, bool paysNothing)
    {
        var cents = 0L;
        for (var i = 0; i < adjustments.Count; i++)
        {
            if (denies.TryGetValue(adjustments[i].Reason, out var isDenial) ? isDenial : paysNothing)
            {
                cents += adjustments[i].AmountCents;
            }
        }

        return cents;
    }
}
