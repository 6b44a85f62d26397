using System.Data;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Minutes;
using Npgsql;

namespace MedicaidLogs.Web.Students;

/// <summary>Minutes of one grid row in a stretch of days: promised = given + what is missing, but for what went beyond.</summary>
/// <param name="Promised">Rounded for display; null where the row gives no target.</param>
/// <param name="Given">Delivered and made up.</param>
/// <param name="Unlogged">Promised, and nobody logged a session for it.</param>
/// <param name="HeldBack">Logged as given; a finding keeps it from counting.</param>
public sealed record MinutesRow(
    DateOnly From, DateOnly To, long? Promised, long Given, long MissedByStudent, long MissedByProvider, long MissedBySystem, long MadeUp, long Owed,
    long Unlogged, long HeldBack, MinuteStatus Status)
{
    public long Missed => MissedByStudent + MissedByProvider + MissedBySystem;
}

/// <summary>What a student's plan promised in a month and what was given of it, row by row and week by week.</summary>
/// <remarks>The numbers are the ledger's: docs/minutes.md.</remarks>
public sealed record StudentMinutes(IReadOnlyList<ServiceMinutes> Services)
{
    public static async Task<StudentMinutes> LoadAsync(
        NpgsqlConnection connection, District district, string studentNumber, DateOnly month, DateOnly today, CancellationToken cancellationToken)
    {
        if (!LedgerRange.TryCreate(month, month.AddMonths(1).AddDays(-1), today, out var range))
        {
            return new([]); // the month has not begun
        }

        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var book = await LedgerBook.OpenAsync(moment, district, range, [studentNumber], cancellationToken);
        var services = new List<ServiceMinutes>();
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            services.AddRange(ledger.Lines.Select(line => Of(line, book)));
        }

        return new(services);
    }

    private static ServiceMinutes Of(LedgerLine line, LedgerBook book) => new(
        line.Row.Service,
        line.IsConsultation,
        book.RowNames[line.Row.GridRowId].FrequencyText,
        MinuteTexts.Of(line.Problem),
        RowOf(line, book.Range.From, book.Range.To, book),
        [.. ReportPeriods.Of(line, book.Range, ReportPeriod.Week).Select(week => RowOf(line, week.From, week.To, book))]);

    private static MinutesRow RowOf(LedgerLine line, DateOnly from, DateOnly to, LedgerBook book)
    {
        var totals = line.Between(from, to);
        return new(
            from, to, line.Problem is null ? totals.Mandated.Rounded() : null, totals.Given, totals.MissedByStudent, totals.MissedByProvider,
            totals.MissedBySystem, totals.MadeUp, totals.Owed, line.Problem is null ? totals.Unlogged.Rounded() : 0, totals.HeldBack,
            totals.StatusUnder(book.Rules));
    }
}

/// <param name="Frequency">As the plan says.</param>
/// <param name="Problem">Why it cannot be told how much is promised; empty where it can.</param>
public sealed record ServiceMinutes(
    string Service, bool IsConsultation, string Frequency, string Problem, MinutesRow Month, IReadOnlyList<MinutesRow> Weeks);
