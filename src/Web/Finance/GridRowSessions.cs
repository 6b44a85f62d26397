using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Entries;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A row of a student's service grid, and the sessions of a month that stand on it.</summary>
public sealed record GridRowSessions(PlanRow Row, GridRowStudent Student, IReadOnlyList<SessionOnRow> Sessions)
{
    /// <summary>More than a month has of one service.</summary>
    public const int Limit = 200;

    [Sql]
    private const string StudentSql = """
        select s.student_id, s.student_number
        from intake.plan p
        join intake.student s on s.district_id = p.district_id and s.student_id = p.student_id
        where p.district_id = @districtId and p.plan_id = @planId
        """;

    [Sql]
    private const string SessionsSql = """
        select e.entry_id, e.service_date, coalesce(date_part('epoch', e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes,
               e.delivered, e.billable, e.value_cents
        from intake.entry e
        where e.student_number = @studentNumber and e.district_id = @districtId and e.service_month = @month and e.grid_row_id = @gridRowId
        order by e.service_date, e.entry_id
        limit @limit
        """;

    /// <summary>The district's row of that number, or null.</summary>
    public static async Task<GridRowSessions?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long gridRowId, DateOnly month, CancellationToken cancellationToken)
    {
        if (await PlanRow.FindAsync(connection, districtId, gridRowId, cancellationToken) is not { } row)
        {
            return null;
        }

        var student = await connection.QuerySingleAsync<GridRowStudent>(new CommandDefinition(
            StudentSql, new { districtId, row.PlanId }, cancellationToken: cancellationToken));
        return new(
            row,
            student,
            [.. await connection.QueryAsync<SessionOnRow>(new CommandDefinition(
                SessionsSql, new { districtId, student.StudentNumber, month, gridRowId, limit = Limit }, cancellationToken: cancellationToken))]);
    }
}

public sealed record GridRowStudent(long StudentId, string StudentNumber);

public sealed record SessionOnRow(long EntryId, DateOnly ServiceDate, int Minutes, bool Delivered, bool Billable, long ValueCents);
