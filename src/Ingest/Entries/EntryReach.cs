using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Which entries an account may see that is limited to some schools: those of the schools of their day (intake.student_school).</summary>
public static class EntryReach
{
    [Sql]
    private const string AmongSql = """
        select e.entry_id
        from intake.months_of(@districtId) m (service_month)
        cross join lateral (
            select * from intake.entry e
            where e.district_id = @districtId and e.service_month = m.service_month and e.entry_id = any(@entryIds)
            offset 0) e
        where @schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day)
        """;

    /// <param name="schools">Codes; null: the account sees all schools.</param>
    /// <returns>Those of the entries that the district has and the account may see.</returns>
    public static async Task<HashSet<long>> AmongAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, long[] entryIds, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(AmongSql, new { districtId, schools, entryIds }, cancellationToken: cancellationToken))];
}
