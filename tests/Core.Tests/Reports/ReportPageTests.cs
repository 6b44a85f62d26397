using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Core.Tests.Reports;

public sealed class ReportPageTests
{
    private static readonly Columns<long> _columns = new Columns<long>().Number("row", "Row", row => row).Dollars("dollars", "Dollars", row => row);

    [Theory]
    [InlineData(1, 1, 1, 100)]
    [InlineData(2, 2, 101, 100)]
    [InlineData(3, 3, 201, 50)]
    [InlineData(4, 3, 201, 50)]
    public async Task A_page_has_its_rows_and_the_total_of_all(int asked, int number, long first, int rows)
    {
        var page = await ReportPage.ReadAsync(Of(250), asked);

        Assert.Equal((number, 3, 250), (page.Number, page.Pages, page.Count));
        Assert.Equal((first, rows), (page.Rows[0].Cells[0].Number!.Value, page.Rows.Count));
        Assert.Equal(Enumerable.Range(1, ReportPage.FirstRows).Select(row => (long?)row), page.First.Select(row => row.Cells[0].Number));
        Assert.Equal(250 * 251 / 2, page.Total!.Cells[1].Number);
    }

    [Fact]
    public async Task A_full_last_page_is_the_last()
    {
        var page = await ReportPage.ReadAsync(Of(200), 9);

        Assert.Equal((2, 100, 101L), (page.Number, page.Rows.Count, page.Rows[0].Cells[0].Number!.Value));
    }

    [Fact]
    public async Task A_report_without_rows_has_one_empty_page()
    {
        var page = await ReportPage.ReadAsync(Of(0), 1);

        Assert.Equal((1, 1, 0), (page.Number, page.Pages, page.Count));
        Assert.Empty(page.Rows);
        Assert.Null(page.Total);
    }

    private static Report Of(int rows) => _columns.ReportWithTotal("Title", "Subtitle", Enumerable.Range(1, rows).Select(row => (long)row).ToAsyncEnumerable());
}
