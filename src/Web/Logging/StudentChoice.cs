using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.Logging;
using Npgsql;

namespace MedicaidLogs.Web.Logging;

/// <summary>A student of the caseload to log a session of, perhaps with the plan's row that it is given under.</summary>
public sealed record StudentChoice(CaseloadStudent Student, PlannedService? Planned)
{
    /// <summary>As the form sends it: ids alone.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Student.StudentId}:{Planned?.GridRowId ?? 0}");

    /// <summary>The caseload by name, each student with the rows of today's plans for services that the provider gives.</summary>
    public static IReadOnlyList<StudentChoice> Of(IReadOnlyList<CaseloadStudent> caseload, IEnumerable<PlannedService> planned)
    {
        var byStudent = planned.ToLookup(row => row.StudentId);
        return
        [
            .. caseload.SelectMany(student => byStudent[student.StudentId].Select(row => new StudentChoice(student, row))
                .DefaultIfEmpty(new StudentChoice(student, null))),
        ];
    }

    /// <summary>The form with the student on it. What the plan says fills what is still empty.</summary>
    public SessionForm AddTo(SessionForm form, PackRules rules)
    {
        if (form.Students.Any(student => student.GetValueOrDefault(LogField.StudentNumber) == Student.StudentNumber))
        {
            return form;
        }

        var own = new Dictionary<string, string> { [LogField.StudentNumber] = Student.StudentNumber, [LogField.Attendance] = "P", [LogField.MinutesAway] = "0" };
        form = form with { Students = [.. form.Students, own] };
        form = Planned is null ? form : Planned.Fill(form, rules);
        return form.Students.Count > 1 && form.SharedText(LogField.Mode) is "" or "individual" ? form.With(LogField.Mode, "group") : form;
    }
}

/// <summary>A row of a student's plan that holds today.</summary>
public sealed record PlannedService(
    long StudentId, long GridRowId, string Service, string Mode, string FrequencyText, int? MinutesPerSession, string Location)
{
    [Sql]
    private const string OfProviderSql = """
        select p.student_id, r.grid_row_id, r.service, r.mode, r.frequency_text, r.minutes_per_session, coalesce(r.location, '') as location
        from intake.plan p
        join intake.grid_row r on r.district_id = p.district_id and r.plan_id = p.plan_id
        where p.district_id = @districtId and p.student_id = any(@studentIds)
          and @today between p.plan_from and p.plan_to and @today between r.row_from and r.row_to
          and r.service in (
            select e.service
            from intake.provider me
            join intake.entry e on e.district_id = me.district_id and e.provider_number = me.provider_number
            where me.district_id = @districtId and me.provider_id = @providerId and e.district_id = @districtId
              and e.service_month >= date_trunc('month', @today::date - 366)::date)
        order by p.student_id, r.service, r.grid_row_id
        limit @limit
        """;

    private const int MostRows = 2_000;

    public static async Task<IReadOnlyList<PlannedService>> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, long[] studentIds, DateOnly today, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<PlannedService>(new CommandDefinition(
            OfProviderSql, new { districtId, providerId, studentIds, today, limit = MostRows }, cancellationToken: cancellationToken))];

    /// <summary>Minutes of one session, as the row or its frequency says; null where neither does.</summary>
    public int? Minutes =>
        MinutesPerSession ?? (Frequency.TryParse(FrequencyText, null, out var frequency, out _) ? frequency.MinutesPerSession : null);

    public SessionForm Fill(SessionForm form, PackRules rules)
    {
        form = FillEmpty(form, LogField.Service, Service);
        form = FillEmpty(form, LogField.Mode, Mode == "either" ? "individual" : Mode);
        form = FillEmpty(form, LogField.Place, rules.Places.ContainsKey(Location) ? Location : "");
        return Minutes is { } minutes && TimeOnly.TryParseExact(form.SharedText(LogField.Start), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            ? FillEmpty(form, LogField.End, start.AddMinutes(minutes).ToString("HH:mm", CultureInfo.InvariantCulture))
            : form;
    }

    private static SessionForm FillEmpty(SessionForm form, string field, string text) =>
        form.SharedText(field).Length == 0 ? form.With(field, text) : form;
}
