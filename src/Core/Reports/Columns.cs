using System.Runtime.CompilerServices;

namespace MedicaidLogs.Core.Reports;

/// <summary>A report's columns in their order, each with what it takes from a row of the store.</summary>
/// <remarks>Counts, minutes, units and dollars are summed where a report ends with a total; a percentage's total is of the sums.</remarks>
public sealed class Columns<T>
{
    private const int TenthsOfPercent = 1000;

    private readonly List<Column> _columns = [];
    private readonly List<Func<T, Cell>> _cells = [];
    private readonly List<Part?> _parts = [];

    public Columns<T> Text(string name, string heading, Func<T, string?> of) => Add(name, heading, ColumnKind.Text, row => of(row));

    public Columns<T> Date(string name, string heading, Func<T, DateOnly?> of) => Add(name, heading, ColumnKind.Date, row => of(row));

    public Columns<T> Number(string name, string heading, Func<T, long?> of) => Add(name, heading, ColumnKind.Number, row => of(row));

    public Columns<T> Count(string name, string heading, Func<T, long?> of) => AddSummed(name, heading, ColumnKind.Count, of);

    public Columns<T> Minutes(string name, string heading, Func<T, long?> of) => AddSummed(name, heading, ColumnKind.Minutes, of);

    /// <param name="of">In thousandths.</param>
    public Columns<T> Units(string name, string heading, Func<T, long?> of) => AddSummed(name, heading, ColumnKind.Units, of);

    /// <param name="of">In cents.</param>
    public Columns<T> Dollars(string name, string heading, Func<T, long?> of) => AddSummed(name, heading, ColumnKind.Dollars, of);

    /// <summary>How much of a whole a part is; nothing where there is no whole.</summary>
    /// <param name="totalled">Whether the parts of all rows are parts of one whole.</param>
    public Columns<T> Percent(string name, string heading, Func<T, long> part, Func<T, long> whole, bool totalled = true)
    {
        _parts.Add(totalled ? new(row => part(row), whole) : null);
        return AddCell(name, heading, ColumnKind.Percent, row => PercentOf(part(row), whole(row)));
    }

    /// <summary>A share that no total has.</summary>
    /// <param name="tenths">Of a percent.</param>
    public Columns<T> Percent(string name, string heading, Func<T, long?> tenths) => Add(name, heading, ColumnKind.Percent, row => tenths(row));

    /// <summary>What need not be whole, and no total has.</summary>
    /// <param name="of">In hundredths.</param>
    public Columns<T> Hundredths(string name, string heading, Func<T, long?> of) => Add(name, heading, ColumnKind.Hundredths, row => of(row));

    public IReadOnlyList<Column> Shown => _columns;

    /// <summary>The report of these rows alone.</summary>
    public Report Report(string title, string subtitle, IAsyncEnumerable<ReportRow> rows) => new(title, subtitle, _columns, rows);

    /// <summary>The report of these rows and, where there is any, their total.</summary>
    public Report ReportWithTotal(string title, string subtitle, IAsyncEnumerable<T> rows) => Report(title, subtitle, WithTotal(rows));

    public ReportRow Row(T row) => new([.. _cells.Select(cell => cell(row))]);

    private async IAsyncEnumerable<ReportRow> WithTotal(IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var any = false;
        var (sums, wholes) = (new long[_columns.Count], new long[_columns.Count]);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            any = true;
            for (var column = 0; column < sums.Length; column++)
            {
                sums[column] += _parts[column]?.Of(row) ?? 0;
                wholes[column] += _parts[column]?.Whole?.Invoke(row) ?? 0;
            }

            yield return Row(row);
        }

        if (any)
        {
            yield return Total(sums, wholes);
        }
    }

    private ReportRow Total(long[] sums, long[] wholes)
    {
        var cells = _columns.Select((column, index) =>
            _parts[index] is null ? default : column.Kind == ColumnKind.Percent ? PercentOf(sums[index], wholes[index]) : (Cell)(long?)sums[index]);
        return new([(Cell)"Total", .. cells.Skip(1)], IsTotal: true);
    }

    /// <summary>Rounded half away from zero.</summary>
    private static Cell PercentOf(long part, long whole) =>
        whole == 0 ? default : (Cell)(long?)Math.Round((decimal)part * TenthsOfPercent / whole, MidpointRounding.AwayFromZero);

    private Columns<T> Add(string name, string heading, ColumnKind kind, Func<T, Cell> of)
    {
        _parts.Add(null);
        return AddCell(name, heading, kind, of);
    }

    private Columns<T> AddSummed(string name, string heading, ColumnKind kind, Func<T, long?> of)
    {
        _parts.Add(new(of, null));
        return AddCell(name, heading, kind, row => of(row));
    }

    private Columns<T> AddCell(string name, string heading, ColumnKind kind, Func<T, Cell> of)
    {
        _columns.Add(new(name, heading, kind));
        _cells.Add(of);
        return this;
    }

    /// <summary>What a column adds to the total row.</summary>
    private sealed record Part(Func<T, long?> Of, Func<T, long>? Whole);
}
