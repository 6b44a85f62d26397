using Dapper;
using Npgsql;
using Xunit;

namespace MedicaidLogs.TestKit;

/// <summary>What lists read of flagged entries is what the findings say.</summary>
public static class FlaggedEntries
{
    private const string SaidByFindings = """
        select e.district_id, e.service_month, e.entry_id, e.version, f.severity, f.codes, f.final, e.service_date, e.student_id, e.student_number,
               e.provider_id, e.provider_number, e.service, e.procedure, e.modifiers, e.value_cents
        from (
            select x.district_id, x.service_month, x.entry_id, x.entry_version, w.severity,
                   array_agg(distinct x.code collate "C" order by x.code collate "C") filter (where x.severity = w.severity) as codes,
                   bool_or(x.severity = 'not-billable') as final
            from intake.finding x
            join (
                select district_id, service_month, entry_id, entry_version,
                       (array['reject', 'not-billable', 'warn'])[min(array_position(array['reject', 'not-billable', 'warn'], severity))] as severity
                from intake.finding
                where cleared_run_id is null
                group by district_id, service_month, entry_id, entry_version) w
              using (district_id, service_month, entry_id, entry_version)
            where x.cleared_run_id is null
            group by x.district_id, x.service_month, x.entry_id, x.entry_version, w.severity) f
        join intake.entry e
          on e.district_id = f.district_id and e.service_month = f.service_month and e.entry_id = f.entry_id and e.version = f.entry_version
        """;

    private const string UnlikeSql =
        "(select 'missing', u.* from (" + SaidByFindings + " except select * from intake.flagged_entry) u)"
        + " union all (select 'not so', u.* from (select * from intake.flagged_entry except " + SaidByFindings + ") u)";

    public static async Task AssertAgreeWithFindingsAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var unlike = (await connection.QueryAsync(UnlikeSql)).Select(row => (string)row.ToString()).ToList();
        Assert.Empty(unlike);
        Assert.True(await connection.ExecuteScalarAsync<bool>("select exists (select from intake.flagged_entry)"), "Nothing is flagged here: the comparison says nothing.");
    }
}
