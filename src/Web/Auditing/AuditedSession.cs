using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Auditing;

/// <summary>A session of a student's month, as an auditor sees it listed.</summary>
/// <param name="Standing"><c>billable</c>, <c>rejected</c> or <c>not-billable</c>.</param>
/// <param name="Codes">Of the findings that stand, between blanks; empty: none.</param>
/// <param name="ClaimId">Of the claim that bills it; null, like the line, where none does.</param>
public sealed record AuditedSession(
    long EntryId, int Version, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, string Service, string ProviderName, bool Signed, string Standing,
    string Codes, long? ClaimId, int? LineNumber, string? LineControlNumber)
{
    private const int Most = 500;

    [Sql]
    private const string OfMonthSql = """
        select e.entry_id, e.version, e.service_date, e.start_time, e.end_time, e.service,
               coalesce(p.last_name || ', ' || p.first_name, e.provider_number) as provider_name,
               e.signed_at is not null and e.signed_version >= e.content_version as signed, s.standing, s.codes,
               b.claim_id, b.line_number, b.line_control_number
        from intake.entry e
        join intake.entry_standing s on s.district_id = e.district_id and s.service_month = e.service_month and s.entry_id = e.entry_id
        left join intake.provider p on p.district_id = e.district_id and p.provider_number = e.provider_number
        left join billing.billed_entry b on b.district_id = e.district_id and b.service_month = e.service_month and b.entry_id = e.entry_id
        where e.district_id = @districtId and e.service_month = @month and e.student_number = @studentNumber
          and e.service_date between @month and (@month::date + interval '1 month - 1 day')::date
          and s.district_id = @districtId and s.service_month = @month
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        order by e.service_date, e.start_time nulls first, e.entry_id
        limit @limit
        """;

    public static async Task<IReadOnlyList<AuditedSession>> OfMonthAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, string studentNumber, DateOnly month, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<AuditedSession>(new CommandDefinition(
            OfMonthSql, new { districtId, schools, studentNumber, month, limit = Most }, cancellationToken: cancellationToken))];
}
