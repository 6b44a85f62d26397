using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Core.Tests.Reports;

/// <summary>Reports of every kind of column, from rows at hand.</summary>
internal static class AReport
{
    public static Columns<Line> Columns { get; } = new Columns<Line>()
        .Text("school", "School", line => line.School)
        .Number("line", "Line", line => line.Id)
        .Date("served_on", "Served on", line => line.On)
        .Count("entries", "Entries", line => line.Entries)
        .Minutes("minutes", "Minutes", line => line.Minutes)
        .Units("units", "Units", line => line.UnitsMilli)
        .Dollars("paid_dollars", "Paid", line => line.PaidCents)
        .Percent("paid_percent", "Paid of billed", line => line.PaidCents ?? 0, line => line.BilledCents);

    public static Line[] Lines { get; } =
    [
        new("Maple Grove Elementary", 41, new(2026, 10, 6), 1_200, 36_000, 2_400_500, 4_800_125, 6_000_000),
        new("=HYPERLINK(\"http://x\") & \"<b>Oak</b>\"", 42, new(2026, 10, 7), 3, 45, 3_000, -1_250, 0),
        new("Two\nlines, kept", 43, null, 0, null, null, null, 5_000),
    ];

    public static Report Of(params IEnumerable<Line> lines) =>
        Columns.ReportWithTotal("Paid by school", "Maple Grove · October 2026 · as of Nov 9, 2026", lines.ToAsyncEnumerable());

    /// <summary>One column of text.</summary>
    public static Report OfTexts(params IEnumerable<string> texts)
    {
        var columns = new Columns<string>().Text("text", "Text", text => text);
        return columns.Report("Texts", "", texts.Select(columns.Row).ToAsyncEnumerable());
    }

    public static async Task<byte[]> WrittenAsync(this Report report, ReportFormat format)
    {
        var stream = new MemoryStream();
        await report.WriteAsync(format, stream);
        return stream.ToArray();
    }

    public sealed record Line(string School, long Id, DateOnly? On, int Entries, int? Minutes, long? UnitsMilli, long? PaidCents, long BilledCents);
}
