using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Web.Logging;

/// <summary>A session that was missed, which another may make up.</summary>
public sealed record MissedDay(string StudentNumber, DateOnly ServiceDate, string Attendance)
{
    private const int Days = 92;
    private const int MostListed = 500;

    [Sql]
    private const string OfStudentsSql = """
        select distinct student_number, service_date, attendance
        from intake.entry
        where district_id = @districtId and student_number = any(@studentNumbers) and service = @service and attendance = any(@missed)
          and service_month >= date_trunc('month', @since::date)::date and service_date between @since and @day
        order by service_date desc, student_number
        limit @limit
        """;

    /// <summary>Of a service, within three months before a day, the latest first.</summary>
    /// <param name="studentNumbers">Of the caseload.</param>
    public static async Task<IReadOnlyList<MissedDay>> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, string[] studentNumbers, string service, DateOnly day, PackRules rules,
        CancellationToken cancellationToken)
    {
        var missed = rules.Attendance.Where(code => code.Value.MissedBy is not null).Select(code => code.Key).ToArray();
        return [.. await connection.QueryAsync<MissedDay>(new CommandDefinition(
            OfStudentsSql, new { districtId, studentNumbers, service, missed, since = day.AddDays(-Days), day, limit = MostListed },
            cancellationToken: cancellationToken))];
    }
}
