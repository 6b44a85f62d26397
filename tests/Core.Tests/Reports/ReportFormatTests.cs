using System.Text;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Reports;

public sealed class ReportFormatTests
{
    [Theory, InlineData(ReportFormat.Csv), InlineData(ReportFormat.Html)]
    public async Task Writes_what_it_wrote_before(ReportFormat format) =>
        Golden.Same($"tests/Core.Tests/Goldens/paid-by-school.{format.Name()}", await AReport.Of(AReport.Lines).WrittenAsync(format));

    [Theory, InlineData(ReportFormat.Csv), InlineData(ReportFormat.Xlsx), InlineData(ReportFormat.Html)]
    public async Task The_same_report_gives_the_same_bytes_and_leaves_the_stream_open(ReportFormat format)
    {
        var stream = new MemoryStream();
        await AReport.Of(AReport.Lines).WriteAsync(format, stream);
        var once = stream.ToArray();

        stream.SetLength(0);
        await AReport.Of(AReport.Lines).WriteAsync(format, stream);

        Assert.Equal(once, stream.ToArray());
    }

    [Fact]
    public async Task A_report_without_rows_has_no_total_and_the_page_says_so()
    {
        Assert.Single(Encoding.UTF8.GetString(await AReport.Of().WrittenAsync(ReportFormat.Csv)).TrimEnd().Split("\r\n"));
        Assert.Contains("Nothing to show.", Encoding.UTF8.GetString(await AReport.Of().WrittenAsync(ReportFormat.Html)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_many_rows_is_written_whole()
    {
        var page = Encoding.UTF8.GetString(await AReport.OfTexts(Enumerable.Range(0, 1_234).Select(row => $"row {row};")).WrittenAsync(ReportFormat.Html));

        Assert.All(Enumerable.Range(0, 1_234), row => Assert.Contains($">row {row};<", page, StringComparison.Ordinal));
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("csv", true), InlineData("xlsx", true), InlineData("html", true), InlineData("pdf", false), InlineData("", false), InlineData(null, false)]
    public void Knows_its_formats_by_name(string? name, bool known)
    {
        Assert.Equal(known, ReportFormats.TryParse(name, out var format));
        Assert.Equal(known ? name : "csv", format.Name());
    }
}
