using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Logging;

/// <summary>A student whom a provider serves: one whose session came in under the provider's name within a year, or whom she took on within it.</summary>
public sealed record CaseloadStudent(long StudentId, string StudentNumber, string Name)
{
    /// <summary>Students that a provider's lists show: more than anyone can serve.</summary>
    public const int MostStudents = 500;

    private const int Days = 366;

    [Sql]
    private const string OfProviderSql = """
        select s.student_id, s.student_number, s.first_name || ' ' || s.last_name as name
        from (
            select distinct e.student_number
            from intake.provider me
            join intake.entry e on e.district_id = me.district_id and e.provider_number = me.provider_number
            where me.district_id = @districtId and me.provider_id = @providerId and e.district_id = @districtId
              and e.service_month >= date_trunc('month', @since::date)::date and e.service_date >= @since
            union
            select s.student_number
            from intake.caseload_student c
            join intake.student s on s.district_id = c.district_id and s.student_id = c.student_id
            where c.district_id = @districtId and c.provider_id = @providerId and c.added_at >= @since) served
        join intake.student s on s.district_id = @districtId and s.student_number = served.student_number
        order by s.last_name, s.first_name, s.student_id
        limit @limit
        """;

    /// <summary>The caseload by last name.</summary>
    public static async Task<IReadOnlyList<CaseloadStudent>> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, DateOnly today, CancellationToken cancellationToken = default) =>
        [.. await connection.QueryAsync<CaseloadStudent>(new CommandDefinition(
            OfProviderSql, new { districtId, providerId, since = today.AddDays(-Days), limit = MostStudents }, cancellationToken: cancellationToken))];
}
