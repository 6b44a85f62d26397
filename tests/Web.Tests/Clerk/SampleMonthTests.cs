using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Months;

namespace MedicaidLogs.Web.Tests.Clerk;

/// <summary>The pages on the sample district, where every kind of finding stands; the README's pictures are taken here.</summary>
public sealed partial class SampleMonthTests(SampleMonth web) : IClassFixture<SampleMonth>
{
    private const string Home = "/clerk?month=2026-10";

    [Fact]
    public void The_months_pages_are_fit_to_be_seen()
    {
        var browser = web.Browser;
        browser.SignIn(UserRole.Clerk);
        browser.Open(Home);
        foreach (var dark in new[] { true, false })
        {
            browser.Show(Browser.DesktopWidth, dark);
            Assert.Empty(browser.AxeFaults());
            browser.Photograph(dark ? "sample-home-dark" : "sample-home");
        }

        browser.PhotographForDocument("docs/images/clerk-home.png");
        browser.Open("/clerk/rejected?month=2026-10");
        Assert.Empty(browser.AxeFaults());
        browser.Photograph("sample-rejected");
        browser.Follow("main tbody a");
        Assert.Empty(browser.AxeFaults());
        browser.Photograph("sample-entry");
        browser.Open("/clerk/rejected?month=2026-10&code=LOG_TIMES");
        browser.Follow("main tbody a");
        browser.Photograph("sample-entry-times");
        browser.PhotographForDocument("docs/images/entry.png");
    }

    [Fact]
    public async Task Every_entry_with_a_finding_has_a_page_whose_links_lead_somewhere()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var entries = await connection.QueryAsync<long>(
            """
            select min(entry_id) from intake.finding where district_id = @districtId and cleared_run_id is null group by code, field, record_kind
            """,
            new { districtId = web.DistrictId });

        foreach (var entry in entries.Distinct())
        {
            using var answer = await clerk.GetAsync($"/clerk/entries/{entry}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.All(Anchor().Matches(page), link =>
                Assert.Contains($"id=\"{link.Groups["id"].Value}\"", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_causes_on_the_home_page_are_the_lists()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var home = await clerk.GetStringAsync(Home);

        var causes = CauseRow().Matches(home);
        Assert.Equal(MonthNeeds.MostCauses, causes.Count);
        foreach (Match cause in causes)
        {
            var list = await clerk.GetStringAsync(WebUtility.HtmlDecode(cause.Groups["href"].Value));
            Assert.Contains($"<caption>{cause.Groups["entries"].Value}, ", list, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("href=\"#(?<id>[a-z0-9-]+)\"")]
    private static partial Regex Anchor();

    [GeneratedRegex("""<a class="sev sev-reject" href="(?<href>/clerk/rejected[^"]*cause=[^"]*)">.*?data-label="How many" class="amount">(?<entries>[^<]+)<""", RegexOptions.Singleline)]
    private static partial Regex CauseRow();
}
