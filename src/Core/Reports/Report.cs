using System.Globalization;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Core.Reports;

/// <summary>A table for people and spreadsheets, described once and written as CSV, XLSX or a page to print.</summary>
/// <param name="Subtitle">Whose it is, of which months, as of which day.</param>
/// <param name="Rows">Read once, while the report is written. Each has a cell for each column.</param>
public sealed record Report(string Title, string Subtitle, IReadOnlyList<Column> Columns, IAsyncEnumerable<ReportRow> Rows);

/// <param name="IsTotal">Sums rows above it; a label stands in its first cell, whatever the column's kind.</param>
public sealed record ReportRow(IReadOnlyList<Cell> Cells, bool IsTotal = false);

/// <param name="Name">As the CSV file has it: <c>paid_dollars</c>. Scripts hold on to it.</param>
/// <param name="Heading">As people read it.</param>
public sealed record Column(string Name, string Heading, ColumnKind Kind);

/// <summary>What the numbers of a column are, and so how each format shows them.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>An id, a line number, a number of days: not summed, no separators.</summary>
    Number,

    /// <summary>How many of something.</summary>
    Count,
    Minutes,

    /// <summary>Billing units, in thousandths.</summary>
    Units,

    /// <summary>US dollars, in cents.</summary>
    Dollars,

    /// <summary>Day numbers (<see cref="DateOnly.DayNumber"/>).</summary>
    Date,

    /// <summary>In tenths of a percent.</summary>
    Percent,

    /// <summary>Of something that need not be whole, such as a week's minutes: in hundredths.</summary>
    Hundredths,
}

/// <summary>A text, or a whole number whose unit its column knows, or nothing.</summary>
public readonly record struct Cell(string? Text, long? Number)
{
    public static implicit operator Cell(string? text) => new(text, null);

    public static implicit operator Cell(long? number) => new(null, number);

    public static implicit operator Cell(DateOnly? day) => new(null, day?.DayNumber);

    /// <summary>As people read it in a column of that kind.</summary>
    public string? In(ColumnKind kind) => (kind, Number) switch
    {
        (_, null) => Text,
        (ColumnKind.Count or ColumnKind.Minutes, { } count) => Show.Count(count),
        (ColumnKind.Units, { } milli) => Show.Units(milli),
        (ColumnKind.Dollars, { } cents) => Show.Dollars(cents),
        (ColumnKind.Date, { } day) => Show.Date(DateOnly.FromDayNumber((int)day)),
        (ColumnKind.Percent, { } tenths) => Show.Percent(tenths),
        (ColumnKind.Hundredths, { } hundredths) => Show.Minutes(hundredths / 100m),
        (_, { } number) => number.ToString(CultureInfo.InvariantCulture),
    };
}
