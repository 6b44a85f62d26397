using System.Globalization;

namespace MedicaidLogs.Web.Charts;

/// <summary>Bars that the server draws, beside a table that has the same numbers. The partial <c>_BarChart</c> writes it as SVG.</summary>
/// <remarks>
/// Widths are in percent and nothing is scaled, so that a text keeps its size on a phone. A series has a pattern beside its colour, and a
/// legend: nobody needs to tell colours apart. Styles stand in charts.css, since no style may be inline.
/// </remarks>
/// <param name="Id">Begins the ids of its parts; one of its own on the page.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Stacked">Whether a row's values are parts of a whole; otherwise they stand one below the other.</param>
/// <param name="Show">How a value reads.</param>
public sealed record BarChart(
    string Id, string Title, string Description, bool Stacked, IReadOnlyList<string> Series, IReadOnlyList<BarRow> Rows, Func<long, string> Show)
{
    /// <summary>As many as there are patterns.</summary>
    public const int MostSeries = 6;

    /// <summary>A longer label is cut; the table has all of it.</summary>
    private const int LongestLabel = 34;

    private const int LabelHeight = 20;
    private const int BarHeight = 16;
    private const int ThinBarHeight = 9;
    private const int Gap = 12;

    private int RowHeight => LabelHeight + (Stacked ? BarHeight : ThinBarHeight * Series.Count) + Gap;

    public int Height => RowHeight * Rows.Count;

    /// <summary>What the longest bar stands for.</summary>
    private long Most => Math.Max(1, Rows.Select(row => Stacked ? row.Values.Sum(Shown) : row.Values.Max(Shown)).DefaultIfEmpty(0).Max());

    /// <summary>All that is drawn, from the top down.</summary>
    public IEnumerable<Drawn> Draw() => Rows.Select((row, index) =>
    {
        var top = RowHeight * index;
        return new Drawn(Cut(row.Label), Stacked ? Show(row.Values.Sum()) : "", top + LabelHeight - 6, [.. Bars(row, top + LabelHeight)]);
    });

    private IEnumerable<Bar> Bars(BarRow row, int top)
    {
        var (most, before) = (Most, 0L);
        for (var series = 0; series < row.Values.Count; series++)
        {
            var value = Shown(row.Values[series]);
            if (value > 0)
            {
                var words = $"{row.Label}, {Series[series]}: {Show(value)}";
                yield return Stacked
                    ? new(series, Percent(before, most), Percent(value, most), top, BarHeight, words)
                    : new(series, "0%", Percent(value, most), top + (ThinBarHeight * series), ThinBarHeight - 1, words);
            }

            before += value;
        }
    }

    /// <summary>Below nothing there is no bar; the table tells.</summary>
    private static long Shown(long value) => Math.Max(0, value);

    private static string Percent(long part, long whole) => ((decimal)part * 100 / whole).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Cut(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";

    /// <param name="LabelY">The line on which label and sum stand.</param>
    /// <param name="Sum">Empty where the values are no parts of a whole.</param>
    public sealed record Drawn(string Label, string Sum, int LabelY, IReadOnlyList<Bar> Bars);

    /// <param name="X">In percent, as SVG has it; so is <paramref name="Width"/>.</param>
    public sealed record Bar(int Series, string X, string Width, int Y, int Height, string Words);
}

/// <summary>A row of a chart: a value for each series.</summary>
public sealed record BarRow(string Label, IReadOnlyList<long> Values);
