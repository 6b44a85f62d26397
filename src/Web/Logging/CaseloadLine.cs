using System.Data;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Web.Calendar;
using Npgsql;

namespace MedicaidLogs.Web.Logging;

/// <summary>A service that a student of the caseload is to get today, and what became of it. docs/minutes.md says what the numbers mean.</summary>
/// <param name="Planned">Null, like the minutes, where no plan holds today for what the provider gives.</param>
/// <param name="Week">Since Monday.</param>
/// <param name="Month">Since the first.</param>
/// <param name="Year">Since July 1.</param>
/// <param name="LastOn">The last session that was delivered, by whomever.</param>
/// <param name="NextOn">The day of the next draft.</param>
public sealed record CaseloadLine(
    CaseloadStudent Student, PlannedService? Planned, MinuteTotals Week, MinuteTotals Month, MinuteTotals Year, MinuteStatus Status,
    DateOnly? LastOn, DateOnly? NextOn)
{
    /// <summary>Whoever waits longest first.</summary>
    public static async Task<IReadOnlyList<CaseloadLine>> OfAsync(
        NpgsqlConnection connection, Visit visit, DateOnly today, CancellationToken cancellationToken)
    {
        var (districtId, providerId) = (visit.User.DistrictId, visit.User.OwnProviderId);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var caseload = await CaseloadStudent.OfAsync(connection, districtId, providerId, today, cancellationToken);
        var planned = await PlannedService.OfAsync(
            connection, districtId, providerId, [.. caseload.Select(student => student.StudentId)], today, cancellationToken);
        var drafts = await FormDraft.ListAsync(connection, districtId, providerId, cancellationToken);
        var range = LedgerRange.Of(LedgerRange.YearOf(today), today, today);
        var book = await LedgerBook.OpenAsync(
            moment, visit.District, range, [.. caseload.Select(student => student.StudentNumber)], cancellationToken);
        var lines = new Dictionary<long, LedgerLine>();
        await foreach (var student in book.StudentsAsync(cancellationToken))
        {
            foreach (var line in student.Lines)
            {
                lines[line.Row.GridRowId] = line;
            }
        }

        return
        [
            .. StudentChoice.Of(caseload, planned)
                .Select(choice => Of(choice, choice.Planned is { } row ? lines.GetValueOrDefault(row.GridRowId) : null, NextOf(choice.Student, drafts, today), book, today))
                .OrderBy(line => line.LastOn ?? DateOnly.MinValue),
        ];
    }

    private static CaseloadLine Of(StudentChoice choice, LedgerLine? line, DateOnly? next, LedgerBook book, DateOnly today)
    {
        if (line is null)
        {
            return new(choice.Student, choice.Planned, default, default, default, MinuteStatus.NoTarget, null, next);
        }

        var year = line.Total();
        return new(
            choice.Student, choice.Planned, line.Between(today.AddDays(-(((int)today.DayOfWeek + 6) % 7)), today),
            line.Between(new(today.Year, today.Month, 1), today), year, year.StatusUnder(book.Rules),
            line.Delivered.Count > 0 ? line.Delivered.Max(session => session.Date) : null, next);
    }

    private static DateOnly? NextOf(CaseloadStudent student, IReadOnlyList<FormDraft> drafts, DateOnly today) => drafts
        .Where(draft => draft.Form.Students.Any(own => own.GetValueOrDefault(Ingest.Entries.LogField.StudentNumber) == student.StudentNumber))
        .Select(draft => CalendarItem.Of(draft, number => number)?.Date)
        .Where(day => day >= today).Min();
}
