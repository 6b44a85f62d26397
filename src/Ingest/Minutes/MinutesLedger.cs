using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>A month of the ledger, as a session log shows it.</summary>
public sealed class MinutesLedger : IMinutesLedger
{
    /// <summary>How long after its month a make-up is looked for. Fixed, so that the same store gives the same numbers on any day.</summary>
    private const int MonthsForMakeUps = 12;

    [Sql]
    private const string StudentNumberSql = """
        select student_number from intake.student where district_id = @districtId and student_id = @studentId
        """;

    public async Task<MinutesOfMonth> OfMonthAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, long? studentId, CancellationToken cancellationToken = default)
    {
        var number = studentId is null ? null : await transaction.Connection!.ExecuteScalarAsync<string>(new CommandDefinition(
            StudentNumberSql, new { districtId = district.DistrictId, studentId }, transaction, cancellationToken: cancellationToken));
        var range = LedgerRange.Of(month, month.AddMonths(1).AddDays(-1), asOf: month.AddMonths(MonthsForMakeUps));
        var book = await LedgerBook.OpenAsync(transaction, district, range, number is null ? null : [number], cancellationToken);
        var rows = new Dictionary<long, RowMinutes>();
        var madeUpOn = new Dictionary<long, IReadOnlyList<DateOnly>>();
        await foreach (var student in book.StudentsAsync(cancellationToken))
        {
            foreach (var line in student.Lines)
            {
                rows[line.Row.GridRowId] = Minutes(line);
                foreach (var missed in line.Missed.Where(missed => missed.Credits.Count > 0))
                {
                    madeUpOn[missed.EntryId] = [.. missed.Credits.Select(credit => credit.Date).Distinct().Order()];
                }
            }
        }

        return new(rows, madeUpOn);
    }

    private static RowMinutes Minutes(LedgerLine line)
    {
        var total = line.Total();
        var hasTarget = line.Problem is null;
        return new(
            hasTarget ? total.Mandated.InHundredths() : null,
            total.Delivered,
            total.MadeUp,
            total.MissedByStudent,
            total.MissedByProvider,
            total.MissedBySystem,
            total.Owed,
            hasTarget ? ((ExactSum)total.Given - total.Mandated).InHundredths() : null);
    }
}
