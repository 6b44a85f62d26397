using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Web.Charts;

namespace MedicaidLogs.Web.Finance;

/// <summary>Which columns of a report its chart shows, by the columns' names.</summary>
/// <param name="Labels">What names a row; those that the report lacks are left out.</param>
public sealed record ReportChart(bool Stacked, string[] Labels, params string[] Series)
{
    private static readonly Dictionary<string, ReportChart> _ofReport = new()
    {
        ["funnel"] = new(Stacked: false, [], "logged_dollars", "billable_dollars", "claimed_dollars", "accepted_dollars", "paid_dollars"),
        ["aging"] = new(
            Stacked: true, [], "days_0_30_dollars", "days_31_60_dollars", "days_61_90_dollars", "days_91_120_dollars", "days_over_120_dollars"),
        ["denials"] = new(Stacked: false, ["month", "school", "provider", "code", "payer", "carc", "words"], "denied_dollars", "recoverable_dollars"),
        ["lost-value"] = new(Stacked: false, ["month", "school", "provider", "code", "words"], "held_dollars", "alone_dollars"),
        ["remittances"] = new(Stacked: false, ["paid_on", "payer"], "charge_dollars", "paid_dollars", "payment_dollars"),
        ["deposits"] = new(Stacked: false, ["paid_on", "payer"], "payment_dollars", "bank_dollars"),
        ["corrections"] = new(Stacked: false, ["claim_number"], "charge_dollars", "paid_dollars", "new_charge_dollars"),
        ["first-pass"] = new(Stacked: true, [], "first_pass_entries", "mended_entries", "rejected_entries"),
        ["federal-share"] = new(Stacked: true, [], "federal_dollars", "local_dollars"),
        ["interim"] = new(
            Stacked: true, ["period_from", "month", "code", "payer"], "paid_dollars", "adjusted_dollars", "denied_dollars", "written_off_dollars", "outstanding_dollars"),
    };

    /// <summary>A report without a line here, or without rows, has no chart.</summary>
    public static BarChart? Of(string report, ReportPage page)
    {
        if (page.First.Count == 0 || !_ofReport.TryGetValue(report, out var chart))
        {
            return null;
        }

        var series = chart.Series.Select(name => IndexOf(page, name)).ToArray();
        var labels = chart.Labels.Select(name => IndexOf(page, name)).Where(index => index >= 0).DefaultIfEmpty(0).ToArray();
        var dollars = page.Columns[series[0]].Kind == ColumnKind.Dollars;
        var headings = series.Select(index => page.Columns[index].Heading).ToArray();
        return new(
            $"chart-{report}",
            page.Title,
            $"Bars of {string.Join(", ", headings)} for {(page.Count > page.First.Count ? $"the first {page.First.Count} rows" : "each row")} of the table below, which has the numbers.",
            chart.Stacked,
            headings,
            [.. page.First.Select(row => new BarRow(LabelOf(page, row, labels), [.. series.Select(index => row.Cells[index].Number ?? 0)]))],
            dollars ? Show.Dollars : Show.Count);
    }

    /// <summary>Lines over the months, where a report has one row for each of several; null otherwise.</summary>
    public static LineChart? LinesOf(string report, string by, ReportPage page)
    {
        if (by != "month" || page.First.Count < 2 || !_ofReport.TryGetValue(report, out var chart))
        {
            return null;
        }

        var month = IndexOf(page, "month");
        var rows = new Dictionary<DateOnly, ReportRow>();
        foreach (var row in page.First)
        {
            if (!MonthName.TryParse(row.Cells[month].Text ?? "", out var day) || !rows.TryAdd(day, row))
            {
                return null; // no month is known of it, or it is one of several rows of a month
            }
        }

        var series = chart.Series.Select(name => IndexOf(page, name)).ToArray();
        var months = Enumerable.Range(0, ReportPage.FirstRows).Select(rows.Keys.Min().AddMonths).TakeWhile(day => day <= rows.Keys.Max()).ToList();
        return new(
            $"chart-{report}",
            page.Title,
            $"Lines of {string.Join(", ", series.Select(index => page.Columns[index].Heading))} over the months of the table below, which has the numbers; a month without a row there has none.",
            [.. months.Select(Show.Month)],
            [.. series.Select(index => new LineSeries(
                page.Columns[index].Heading, [.. months.Select(day => rows.TryGetValue(day, out var row) ? row.Cells[index].Number ?? 0 : 0)]))],
            page.Columns[series[0]].Kind == ColumnKind.Dollars ? Show.Dollars : Show.Count);
    }

    private static string LabelOf(ReportPage page, ReportRow row, int[] labels) =>
        string.Join(" · ", labels.Select(index => row.Cells[index].In(page.Columns[index].Kind)).Where(text => !string.IsNullOrEmpty(text)));

    private static int IndexOf(ReportPage page, string name) => page.Columns.ToList().FindIndex(column => column.Name == name);
}
