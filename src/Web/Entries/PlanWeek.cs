using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>A session of the same student and service in the same week.</summary>
/// <param name="Minutes">End − start − away; 0 where a time is missing.</param>
public sealed record WeekSession(
    long EntryId, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, int Minutes, string Attendance, bool Delivered, bool Billable);

/// <summary>The grid row that an entry was matched to, with its plan.</summary>
public sealed record PlanRow
{
    [Sql]
    private const string ByIdSql = """
        select r.grid_row_id, p.plan_id, p.plan_number, p.plan_type, p.plan_from, p.plan_to, p.finalized_on, r.row_number, r.service, r.mode,
               r.frequency_text, r.minutes_per_session, r.location, r.row_from, r.row_to, r.esy, r.frequency_problem
        from intake.grid_row r
        join intake.plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
        where r.district_id = @districtId and r.grid_row_id = @gridRowId
        """;

    public long GridRowId { get; init; }

    public long PlanId { get; init; }

    public required string PlanNumber { get; init; }

    public required string PlanType { get; init; }

    public DateOnly PlanFrom { get; init; }

    public DateOnly PlanTo { get; init; }

    public DateOnly? FinalizedOn { get; init; }

    public required string RowNumber { get; init; }

    public required string Service { get; init; }

    public required string Mode { get; init; }

    /// <summary>As written in the plan.</summary>
    public required string FrequencyText { get; init; }

    public int? MinutesPerSession { get; init; }

    public string? Location { get; init; }

    public DateOnly RowFrom { get; init; }

    public DateOnly RowTo { get; init; }

    public bool Esy { get; init; }

    /// <summary>What could not be read in the frequency; null where it was read.</summary>
    public string? FrequencyProblem { get; init; }

    public static Task<PlanRow?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long gridRowId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<PlanRow?>(new CommandDefinition(
            ByIdSql, new { districtId, gridRowId }, cancellationToken: cancellationToken));
}

/// <summary>The week of an entry, Monday to Sunday: its sessions, and what the grid row mandates in it.</summary>
/// <param name="MandatedMinutes">Exact; null where no row covers the service, or where it gives no minutes that can be read.</param>
public sealed record PlanWeek(DateOnly Monday, IReadOnlyList<WeekSession> Sessions, PlanRow? Row, Fraction? MandatedMinutes)
{
    private const int MostSessions = 200;

    [Sql]
    private const string SessionsSql = """
        select entry_id, service_date, start_time, end_time,
               coalesce((extract(epoch from end_time - start_time) / 60)::int - minutes_away, 0) as minutes,
               attendance, delivered, billable
        from intake.entry
        where district_id = @districtId and student_number = @studentNumber and service = @service
          and service_date between @monday and @sunday and service_month between @firstMonth and @lastMonth
        order by service_date, start_time, entry_id
        limit @limit
        """;

    public DateOnly Sunday => Monday.AddDays(6);

    public int DeliveredMinutes => Sessions.Where(session => session.Delivered).Sum(session => session.Minutes);

    public static async Task<PlanWeek> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, Entry entry, PackRules rules, CancellationToken cancellationToken)
    {
        var monday = entry.Date.AddDays(-(((int)entry.Date.DayOfWeek + 6) % 7));
        var sunday = monday.AddDays(6);
        var sessions = await connection.QueryAsync<WeekSession>(new CommandDefinition(
            SessionsSql,
            new
            {
                districtId,
                entry.Log.StudentNumber,
                entry.Service,
                monday,
                sunday,
                firstMonth = EntryWriter.MonthOf(monday),
                lastMonth = EntryWriter.MonthOf(sunday),
                limit = MostSessions,
            },
            cancellationToken: cancellationToken));
        if (entry.Stored?.GridRowId is not { } gridRowId)
        {
            return new(monday, [.. sessions], null, null);
        }

        var row = await PlanRow.FindAsync(connection, districtId, gridRowId, cancellationToken);
        var (mandate, school) = await ReferenceLoader.RowAndSchoolAsync(
            connection, districtId, gridRowId, entry.Log.StudentNumber, entry.Date, cancellationToken);
        return new(monday, [.. sessions], row, mandate is not null && school is not null
            ? mandate.MandateUnder(rules)?.MandatedMinutes(monday, sunday, school.DaysOf(mandate))
            : null);
    }
}
