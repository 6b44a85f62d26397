using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>The rejected entries of a month that share a finding's code. An entry with two codes counts under each.</summary>
public sealed record CodeGroup(string Code, long Entries, long ValueCents)
{
    private const int MostGroups = 100;

    [Sql]
    private const string RejectedSql = """
        select f.code, count(*) as entries, coalesce(sum(e.value_cents), 0)::bigint as value_cents
        from (
            select distinct code, entry_id, entry_version
            from intake.finding
            where district_id = @districtId and service_month = @month and cleared_run_id is null and severity = 'reject') f
        join intake.entry e on e.district_id = @districtId and e.service_month = @month
          and e.entry_id = f.entry_id and e.version = f.entry_version
        group by f.code
        order by value_cents desc, entries desc, f.code
        limit @limit
        """;

    /// <summary>The biggest in dollars first.</summary>
    public static async Task<IReadOnlyList<CodeGroup>> RejectedAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<CodeGroup>(new CommandDefinition(
            RejectedSql, new { districtId, month, limit = MostGroups }, cancellationToken: cancellationToken))];
}
