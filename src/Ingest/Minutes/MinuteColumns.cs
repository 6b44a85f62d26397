using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>What the reports of minutes share: columns, and the line under their titles. docs/minutes.md says what each column is.</summary>
internal static class MinuteColumns
{
    /// <param name="target">What rests on how much is mandated; null where nobody knows.</param>
    public static Columns<T> AllMinutes<T>(this Columns<T> columns, Func<T, MinuteTotals> of, Func<T, MinuteTarget?> target) => columns
        .Exact("mandated", "Mandated", row => target(row)?.Mandated)
        .Minutes("scheduled", "Scheduled", row => of(row).Scheduled)
        .Minutes("delivered", "Delivered", row => of(row).Delivered)
        .Minutes("missed_student", "Missed by student", row => of(row).MissedByStudent)
        .Minutes("missed_provider", "Missed by provider", row => of(row).MissedByProvider)
        .Minutes("missed_system", "Missed by system", row => of(row).MissedBySystem)
        .Minutes("made_up", "Made up", row => of(row).MadeUp)
        .Minutes("owed", "Owed", row => of(row).Owed)
        .Minutes("not_owed", "Not owed", row => of(row).NotOwed)
        .Minutes("offered", "Offered", row => of(row).Offered)
        .Minutes("held_back", "Held back", row => of(row).HeldBack)
        .Minutes("given", "Given", row => of(row).Given)
        .Exact("unlogged", "Unlogged", row => target(row)?.Unlogged)
        .Exact("beyond", "Beyond", row => target(row)?.Beyond);

    /// <summary>Minutes that need not be whole, rounded to hundredths.</summary>
    public static Columns<T> Exact<T>(this Columns<T> columns, string name, string heading, Func<T, ExactSum?> of) =>
        columns.Hundredths(name, heading, row => (long?)(of(row)?.InHundredths() * 100));

    /// <summary>A share of what is mandated, cut to a tenth of a percent; empty where nothing is.</summary>
    public static Columns<T> Share<T>(this Columns<T> columns, string name, string heading, Func<T, ExactSum> part, Func<T, ExactSum> mandated) =>
        columns.Percent(name, heading, row => mandated(row) is var whole && whole > 0 ? part(row).TenthsOfPercentOf(whole) : null);

    /// <summary>The student and the grid row, as their plan numbers it.</summary>
    public static Columns<T> GridRow<T>(this Columns<T> columns, LedgerBook book, Func<T, (Student Student, LedgerLine Line)> of) => columns
        .Text("student", "Student", row => of(row).Student.StudentNumber)
        .Text("plan", "Plan", row => book.RowNames[of(row).Line.Row.GridRowId].PlanNumber)
        .Text("row", "Row", row => book.RowNames[of(row).Line.Row.GridRowId].RowNumber)
        .Text("service", "Service", row => of(row).Line.Row.Service);

    public static Columns<T> Provider<T>(this Columns<T> columns, LedgerBook book, Func<T, long?> of)
    {
        var numbers = book.Reference.Providers.ToDictionary(provider => provider.ProviderId, provider => provider.ProviderNumber);
        return columns.Text("provider", "Provider", row => of(row) is { } id ? numbers.GetValueOrDefault(id) : null);
    }

    /// <summary>All rows of a book.</summary>
    public static Report Report<T>(this Columns<T> columns, string title, LedgerBook book, IEnumerable<T> rows) =>
        columns.Report(title, book, rows.ToAsyncEnumerable());

    public static Report Report<T>(this Columns<T> columns, string title, LedgerBook book, IAsyncEnumerable<T> rows) => columns.Report(
        title,
        $"{book.District.Name} · {Show.Date(book.Range.From)} to {Show.Date(book.Range.To)} · as of {Show.Date(book.Range.AsOf)}",
        rows.Select(columns.Row));
}

/// <summary>What is mandated, and what of it is not logged or goes beyond it, in minutes.</summary>
internal readonly record struct MinuteTarget(ExactSum Mandated, ExactSum Unlogged, ExactSum Beyond);
