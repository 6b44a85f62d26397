using System.Globalization;

namespace MedicaidLogs.Web.Charts;

/// <summary>Lines over months that the server draws, above a table that has the same numbers. The partial <c>_LineChart</c> writes it as SVG.</summary>
/// <remarks>
/// Places across are in percent, so that texts and points keep their size on a phone; the lines alone are stretched. Each series has a
/// pattern of dashes and a shape of points beside its colour, and a legend.
/// </remarks>
/// <param name="Id">Begins the ids of its parts; one of its own on the page.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Labels">Along the bottom; at least two.</param>
/// <param name="Show">How a value reads.</param>
public sealed record LineChart(
    string Id, string Title, string Description, IReadOnlyList<string> Labels, IReadOnlyList<LineSeries> Series, Func<long, string> Show)
{
    /// <summary>Of the whole, with the labels below; in pixels.</summary>
    public const int Height = 260;

    /// <summary>Where the highest value and nothing are drawn.</summary>
    public const int Top = 24;
    public const int Bottom = 220;

    /// <summary>In hundredths of a percent of the width: a point at either edge is not cut.</summary>
    private const int Edge = 300;
    private const int Width = 10_000;

    private const int MostLabels = 6;

    /// <summary>What the top stands for: the next round number above all values.</summary>
    public long Most { get; } = Round(Math.Max(1, Series.SelectMany(series => series.Values).DefaultIfEmpty(0).Max()));

    /// <summary>The values at which lines lie across, from the top down.</summary>
    public IEnumerable<(long Value, int Y)> Grid => new[] { Most, Most / 2, 0 }.Select(value => (value, YOf(value)));

    /// <summary>As many labels as have room on a phone, the last among them.</summary>
    public IEnumerable<(string Text, string X, string Anchor)> Shown
    {
        get
        {
            var step = (Labels.Count + MostLabels - 1) / MostLabels;
            return Labels.Index()
                .Where(each => (Labels.Count - 1 - each.Index) % step == 0)
                .Select(each => (each.Item, XOf(each.Index), each.Index == 0 ? "start" : each.Index == Labels.Count - 1 ? "end" : "middle"));
        }
    }

    /// <summary>A line's points, where the width is <c>10000</c>.</summary>
    public string PointsOf(LineSeries series) => string.Join(
        ' ', series.Values.Select((value, index) => string.Create(CultureInfo.InvariantCulture, $"{PlaceOf(index)},{YOf(value)}")));

    public IEnumerable<Point> Points(LineSeries series) => series.Values.Select((value, index) =>
        new Point(XOf(index), YOf(value), $"{Labels[index]}, {series.Name}: {Show(value)}"));

    /// <summary>1, 2 or 5 with as many zeros as it takes.</summary>
    private static long Round(long value)
    {
        var unit = 1L;
        while (unit * 10 < value)
        {
            unit *= 10;
        }

        return new[] { unit, 2 * unit, 5 * unit, 10 * unit }.First(round => round >= value);
    }

    /// <summary>What is below nothing lies on the bottom; the table tells.</summary>
    private int YOf(long value) => Bottom - (int)((decimal)Math.Max(0, value) * (Bottom - Top) / Most);

    private int PlaceOf(int index) => Edge + ((Width - (2 * Edge)) * index / (Labels.Count - 1));

    private string XOf(int index) => (PlaceOf(index) / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <param name="X">In percent, as SVG has it.</param>
    public sealed record Point(string X, int Y, string Words);
}

/// <summary>A line of a chart: a value for each label.</summary>
public sealed record LineSeries(string Name, IReadOnlyList<long> Values);
