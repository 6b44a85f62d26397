using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Ingest.Office;

/// <summary>A row of a plan's grid as a grid file has it: such a row says all of it, also what stays.</summary>
internal static class GridRows
{
    private static readonly string[] _columns =
    [
        "plan_number", "student_number", "plan_type", "plan_from", "plan_to", "finalized_on", "row_number", "service", "mode", "frequency",
        "minutes_per_session", "location", "row_from", "row_to", "esy", "outside_hours", "adaptation", "diagnoses",
    ];

    /// <summary>In the order of the columns, as files have the values.</summary>
    [Sql]
    private const string RowSql = """
        select p.plan_number, s.student_number, p.plan_type, p.plan_from::text, p.plan_to::text, p.finalized_on::text, r.row_number, r.service, r.mode,
               r.frequency_text, r.minutes_per_session::text, r.location, r.row_from::text, r.row_to::text, case when r.esy then 'yes' else 'no' end,
               case when r.outside_hours then 'yes' else 'no' end, r.adaptation, r.diagnoses
        from intake.grid_row r
        join intake.plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
        join intake.student s on s.district_id = p.district_id and s.student_id = p.student_id
        where r.district_id = @districtId and r.grid_row_id = @gridRowId and p.student_id = @studentId
        """;

    private static int RowTo => Array.IndexOf(_columns, "row_to");

    /// <summary>The header and the row with its new last day; none where the row is another student's.</summary>
    public static async Task<IReadOnlyList<string[]>> EndingAsync(
        OfficeSubject subject, OfficeRecord.ServiceEnded ended, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RowSql, subject.Transaction.Connection, subject.Transaction);
        command.Parameters.AddWithValue("districtId", subject.DistrictId.Value);
        command.Parameters.AddWithValue("gridRowId", ended.GridRowId);
        command.Parameters.AddWithValue("studentId", subject.Id);
        var rows = await FileRow.ReadAsync(command, _columns.Length, cancellationToken);
        if (rows is not [var row])
        {
            return [];
        }

        row[RowTo] = OfficeRecord.Text(ended.LastDay);
        return [_columns, row];
    }
}
