using Dapper;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Database;

/// <summary>Gap-free numbers of a district: record ids, claim and control numbers.</summary>
public static class Counters
{
    [Sql]
    private const string TakeSql = """
        insert into ops.counter as counter (district_id, name, next_value)
        values (@districtId, @name, 1 + @count::bigint)
        on conflict (district_id, name) do update set next_value = counter.next_value + @count::bigint
        returning next_value - @count::bigint
        """;

    /// <summary>Takes <paramref name="count"/> numbers in a row and returns the first; a counter begins at 1.</summary>
    /// <remarks>
    /// They are the caller's when its transaction commits and go back when it rolls back, so whoever else wants the same
    /// counter waits until then. A transaction that takes from several counters takes them in one order everywhere.
    /// </remarks>
    /// <param name="name">Lower-case words with dashes: <c>claim-line</c>.</param>
    public static Task<long> TakeAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string name, int count = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return transaction.Connection!.ExecuteScalarAsync<long>(new CommandDefinition(
            TakeSql, new { districtId, name, count }, transaction, cancellationToken: cancellationToken));
    }
}
