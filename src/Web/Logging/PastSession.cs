using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;
using Npgsql;

namespace MedicaidLogs.Web.Logging;

/// <summary>A session that the provider gave lately, to log another like it.</summary>
/// <param name="EntryId">Of one of its students.</param>
public sealed record PastSession(
    long EntryId, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, string Service, string Students, string StudentIdTexts)
{
    private const int MostListed = 12;

    private const string Mine = """
        from intake.provider me
        join intake.entry e on e.district_id = me.district_id and e.provider_number = me.provider_number
        join intake.student s on s.district_id = e.district_id and s.student_number = e.student_number
        where me.district_id = @districtId and me.provider_id = @providerId and e.district_id = @districtId
        """;

    /// <summary>The students of a group session share its day, service and times.</summary>
    [Sql]
    private const string LatelySql = """
        select min(e.entry_id) as entry_id, e.service_date, e.start_time, e.end_time, e.service,
               string_agg(s.first_name || ' ' || s.last_name, ', ' order by s.last_name, s.first_name) as students,
               string_agg(s.student_id::text, ' ') as student_id_texts
        """ + "\n" + Mine + """
          and e.service_month >= date_trunc('month', @since::date)::date and e.service_date between @since and @today
        group by e.service_date, e.start_time, e.end_time, e.service, case when e.mode = 'group' then e.group_key else e.entry_id::text end
        order by e.service_date desc, e.start_time desc, 1
        limit @limit
        """;

    [Sql]
    private const string LikeSql = """
        with one as (select e.* 
        """ + Mine + """
          and e.entry_id = @entryId)
        select e.student_number, e.service, e.mode, e.start_time, e.end_time, e.place, e.telehealth, e.activity, e.vehicle, e.objective
        from one
        join intake.entry e on e.district_id = one.district_id and e.service_month = one.service_month
          and e.provider_number = one.provider_number and e.service_date = one.service_date and e.service = one.service
          and (e.entry_id = one.entry_id
               or e.mode = 'group' and one.mode = 'group' and e.group_key = one.group_key and e.start_time is not distinct from one.start_time)
        where e.district_id = @districtId
        order by e.entry_id
        limit @limit
        """;

    private sealed record Row(
        string StudentNumber, string Service, string Mode, TimeOnly? StartTime, TimeOnly? EndTime, string Place, bool Telehealth, string Activity,
        string Vehicle, string Objective);

    public IEnumerable<long> StudentIds => StudentIdTexts.Split(' ').Select(id => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Those of the last five weeks, the latest first.</summary>
    public static async Task<IReadOnlyList<PastSession>> LatelyAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, DateOnly today, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<PastSession>(new CommandDefinition(
            LatelySql, new { districtId, providerId, since = today.AddDays(-35), today, limit = MostListed }, cancellationToken: cancellationToken))];

    /// <summary>A form like a session of the provider's own, on another day. What was said of that day, progress and note, stays behind.</summary>
    /// <returns>Null where the provider has no such session.</returns>
    public static async Task<SessionForm?> CopyAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, long entryId, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            LikeSql, new { districtId, providerId, entryId, limit = SessionForm.MostStudents }, cancellationToken: cancellationToken))).AsList();
        if (rows is not [var first, ..])
        {
            return null;
        }

        var shared = new Dictionary<string, string>
        {
            [LogField.Service] = first.Service,
            [LogField.Mode] = first.Mode,
            [LogField.Date] = Text(day),
            [LogField.Start] = Text(first.StartTime),
            [LogField.End] = Text(first.EndTime),
            [LogField.Place] = first.Place,
            [LogField.Telehealth] = first.Telehealth ? "yes" : "no",
            [LogField.Activity] = first.Activity,
            [LogField.Vehicle] = first.Vehicle,
        };
        return new(shared, [.. rows.Select(row => new Dictionary<string, string>
        {
            [LogField.StudentNumber] = row.StudentNumber,
            [LogField.Attendance] = "P",
            [LogField.MinutesAway] = "0",
            [LogField.Objective] = row.Objective,
        })]);
    }

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(TimeOnly? time) => time?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
