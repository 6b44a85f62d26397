using System.Globalization;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Web.Charts;
using MedicaidLogs.Web.Finance;

namespace MedicaidLogs.Web.Tests.Charts;

public sealed class LineChartTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 10)]
    [InlineData(10, 10)]
    [InlineData(1_100, 2_000)]
    [InlineData(4_999, 5_000)]
    public void The_top_is_a_round_number(long most, long top) => Assert.Equal(top, Of(0, most).Most);

    [Fact]
    public void Nothing_lies_on_the_bottom_and_so_does_what_is_below_nothing()
    {
        var chart = Of(0, -5, 100);

        Assert.Equal([LineChart.Bottom, LineChart.Bottom, LineChart.Top], chart.Points(chart.Series[0]).Select(point => point.Y));
        Assert.Equal("300,220 5000,220 9700,24", chart.PointsOf(chart.Series[0]));
        Assert.Equal("M2, Paid: 100", chart.Points(chart.Series[0]).Last().Words);
    }

    [Fact]
    public void Of_many_months_some_are_named_the_last_among_them()
    {
        var shown = Of([.. Enumerable.Range(0, 20).Select(value => (long)value)]).Shown.Select(label => label.Text).ToList();

        Assert.InRange(shown.Count, 4, 6);
        Assert.Equal("M19", shown[^1]);
    }

    [Theory]
    [InlineData("month", "2026-10", "2026-11", true)]
    [InlineData("month", "2026-10", "2026-10", false)] // a row for each check of a month
    [InlineData("school", "2026-10", "2026-11", false)]
    public void A_report_with_a_row_for_each_month_is_drawn_as_lines(string by, string first, string second, bool lines)
    {
        var columns = new Column[] { new("month", "Month", ColumnKind.Text), new("federal_dollars", "Federal", ColumnKind.Dollars), new("local_dollars", "Local", ColumnKind.Dollars) };
        ReportRow[] rows = [new([first, (long?)100, (long?)50]), new([second, (long?)200, (long?)80])];

        var chart = ReportChart.LinesOf("federal-share", by, new ReportPage("Shares", "", columns, rows, rows, null, 2, 1));

        Assert.Equal(lines, chart is not null);
        Assert.Equal(lines ? ["October 2026", "November 2026"] : null, chart?.Labels);
    }

    [Fact]
    public void A_month_without_a_row_lies_on_the_bottom_between_the_others()
    {
        var columns = new Column[] { new("month", "Month", ColumnKind.Text), new("federal_dollars", "Federal", ColumnKind.Dollars), new("local_dollars", "Local", ColumnKind.Dollars) };
        ReportRow[] rows = [new(["2026-08", (long?)100, (long?)50]), new(["2026-10", (long?)200, (long?)80])];

        var chart = ReportChart.LinesOf("federal-share", "month", new ReportPage("Shares", "", columns, rows, rows, null, 2, 1))!;

        Assert.Equal(["August 2026", "September 2026", "October 2026"], chart.Labels);
        Assert.Equal([100, 0, 200], chart.Series[0].Values);
    }

    private static LineChart Of(params long[] values) => new(
        "chart", "Chart", "", [.. values.Select((_, index) => $"M{index}")], [new("Paid", values)], value => value.ToString(CultureInfo.InvariantCulture));
}
