using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Web.Accounts;
using Npgsql;

namespace MedicaidLogs.Web.Auditing;

/// <summary>A record whose trail is asked for: who changed it, and who looked at it.</summary>
/// <param name="Kind">As the audit trail names it: <c>student</c>, <c>entry</c> or <c>claim</c>.</param>
/// <param name="StudentId">Whose it is; null where the district has no student of an entry's number.</param>
public sealed record TrailSubject(string Kind, long Id, long? StudentId)
{
    [Sql]
    private const string StudentSql = """
        select s.student_id
        from intake.student s
        where s.district_id = @districtId and s.student_id = @id
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = s.district_id and t.student_id = s.student_id and t.school_code = any(@schools)
              and @today between t.from_day and t.to_day))
        """;

    [Sql]
    private const string EntrySql = """
        select coalesce(e.student_id, 0)
        from intake.entry e
        where e.district_id = @districtId and e.entry_id = @id
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        """;

    [Sql]
    private const string ClaimSql = """
        select c.student_id
        from billing.claim c
        where c.district_id = @districtId and c.claim_id = @id
          and (@schools::text[] is null or exists (
            select from billing.claim_line l
            join intake.student_school t on t.district_id = l.district_id and t.student_id = c.student_id and t.school_code = any(@schools)
              and l.service_date between t.from_day and t.to_day
            where l.district_id = c.district_id and l.claim_id = c.claim_id))
        """;

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Kind[..1].ToUpperInvariant()}{Kind[1..]} {Id}");

    public static string AddressOf(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"/auditor/trail/{kind}/{id}");

    /// <summary>The record within the account's reach, or null.</summary>
    /// <param name="kind">One of the three; anything else is no record.</param>
    public static async Task<TrailSubject?> FindAsync(
        NpgsqlConnection connection, SignedInUser user, string kind, long id, DateOnly today, CancellationToken cancellationToken)
    {
        var sql = kind switch
        {
            "student" => StudentSql,
            "entry" => EntrySql,
            "claim" => ClaimSql,
            _ => null,
        };
        return sql is not null
            && await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                sql, new { user.DistrictId, user.Schools, id, today }, cancellationToken: cancellationToken)) is { } studentId
                ? new(kind, id, studentId == 0 ? null : studentId)
                : null;
    }
}
