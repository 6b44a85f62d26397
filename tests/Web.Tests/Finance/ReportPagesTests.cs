using System.Net;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Web.Tests.Finance;

public sealed class ReportPagesTests(PaidMonth web) : IClassFixture<PaidMonth>
{
    public static TheoryData<string> Names => [.. FinanceReports.All.Select(report => report.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Its_downloads_are_the_commands_files(string name)
    {
        foreach (var format in ReportFormats.Names)
        {
            await IsTheCommandsAsync(name, format);
        }
    }

    [Fact]
    public async Task Every_grouping_of_every_report_can_be_shown()
    {
        using var finance = await web.SignInAsync(UserRole.Finance);
        foreach (var (report, by) in FinanceReports.All.SelectMany(report => report.By.DefaultIfEmpty(""), (report, by) => (report, by)))
        {
            var page = await finance.GetStringAsync($"/finance/reports/{report.Name}?from=2026-10&to=2026-11&by={by}");
            Assert.Contains($"<h1>{report.Title}</h1>", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("from=2026-12&to=2026-10")]
    [InlineData("from=October")]
    [InlineData("from=2000-01&to=2026-10")]
    public async Task Months_that_are_none_are_told_and_the_usual_ones_shown(string query)
    {
        using var finance = await web.SignInAsync(UserRole.Finance);

        var page = await finance.GetStringAsync($"/finance/reports/funnel?month=2026-10&{query}");
        using var download = await finance.GetAsync($"/finance/reports/funnel/csv?{query}");

        Assert.Contains("Name the months like 2026-07", page, StringComparison.Ordinal);
        Assert.Contains("""value="2026-10" placeholder""", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, download.StatusCode);
    }

    [Fact]
    public async Task A_report_that_is_none_is_not_there()
    {
        using var finance = await web.SignInAsync(UserRole.Finance);
        foreach (var path in new[] { "/finance/reports/horoscope", "/finance/reports/horoscope/csv", "/finance/reports/funnel/pdf" })
        {
            using var answer = await finance.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public void The_chart_has_a_bar_for_each_number_and_names_its_series()
    {
        web.Browser.SignIn(UserRole.Finance);
        web.Browser.Open("/finance/reports/interim?from=2026-10&to=2026-10");

        Assert.Equal(["Paid", "Adjusted", "Denied", "Written off", "Outstanding"], web.Browser.TextsOf(".legend li"));
        Assert.Equal(3, web.Browser.TextsOf(".bars .bar").Count);
        Assert.Equal("url(#chart-interim-2)", web.Browser.Find(".bars .bar:nth-of-type(2)").GetDomAttribute("fill"));
        Assert.Contains("Paid", web.Browser.Find(".bars desc").GetDomProperty("textContent"), StringComparison.Ordinal);
    }

    private async Task<District> DistrictAsync()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await District.LoadAsync(connection, web.DistrictId);
    }

    private async Task IsTheCommandsAsync(string name, string format)
    {
        using var finance = await web.SignInAsync(UserRole.Finance);
        using var answer = await finance.GetAsync($"/finance/reports/{name}/{format}?from=2026-10&to=2026-11");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var report = FinanceReports.Find(name)!;
        var request = new ReportRequest(await DistrictAsync(), new(2026, 10, 1), new(2026, 11, 1), report.By.FirstOrDefault(""), new(2026, 11, 9));
        Assert.Equal($"{report.FileName(request)}.{format}", answer.Content.Headers.ContentDisposition?.FileName);
        using var expected = new MemoryStream();
        Assert.True(ReportFormats.TryParse(format, out var written));
        await report.WriteAsync(web.DataSource, request, written, expected);
        Assert.Equal(expected.ToArray(), await answer.Content.ReadAsByteArrayAsync());
    }
}
