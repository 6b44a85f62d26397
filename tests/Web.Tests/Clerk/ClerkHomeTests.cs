using System.Net;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class ClerkHomeTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    [Fact]
    public void The_funnel_adds_up()
    {
        web.Browser.SignInByPassword(UserRole.Clerk);

        // Logged: all nine; the absence and the wrong times are worth nothing as they stand.
        Assert.Equal(["$140.00", "$100.00", "$80.00", "$20.00", "$0.00", "$0.00"], web.Browser.TextsOf(".funnel .dollars"));
        Assert.Equal(["9 entries", "5 entries", "4 entries", "1 entry", "0 entries", "0 entries"], web.Browser.TextsOf(".funnel > li > progress + p"));
        Assert.Equal(
            ["1 not held", "3 rejected as not delivered", "1 rejected", "0 not billable", "3 not claimed yet", "1 not accepted yet", "$0.00 not paid"],
            web.Browser.TextsOf(".funnel .lost li"));
    }

    [Fact]
    public void What_needs_doing_has_a_line_each_with_count_dollars_days_left_and_the_place()
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open("/clerk");

        Assert.Equal(
            [
                "Files that did not come in whole | 1 file | — | —",
                "Unknown student | 2 entries | $40.00 | 332 days",
                "No objective | 1 entry | $20.00 | 333 days",
                "The times do not make a session | 1 entry | $0.00 | 332 days",
                "To bill: became billable, or was not built yet | 3 entries | $60.00 | 331 days",
            ],
            Needs());
        Assert.Equal("/clerk/files?show=todo&month=2026-10", web.Browser.LinksOf("section[aria-labelledby=needs] tbody a")[0]);
        Assert.Equal("/clerk/close?month=2026-10", web.Browser.LinksOf("section[aria-labelledby=needs] tbody a")[^1]);

        web.Browser.Follow("section[aria-labelledby=needs] tbody tr:nth-child(2) a");

        Assert.Contains("code=STU_MATCH", web.Browser.Path, StringComparison.Ordinal);
        Assert.Equal(2, web.Browser.TextsOf("main tbody tr").Count);
    }

    [Fact]
    public void Every_step_and_every_need_leads_somewhere()
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open("/clerk");
        var links = web.Browser.LinksOf("main .card a").Distinct().ToList();
        Assert.True(links.Count >= 10);

        foreach (var link in links)
        {
            web.Browser.Open(link);
            Assert.DoesNotContain("Nothing here", web.Browser.Title, StringComparison.Ordinal);
            Assert.DoesNotContain("Not your desk", web.Browser.Title, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_month_without_entries_says_so()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var page = await clerk.GetStringAsync("/clerk?month=2026-09");

        Assert.Contains("Nothing was logged", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("2026-13"), InlineData("october"), InlineData("9999-12")]
    public async Task A_month_that_is_not_one_leads_nowhere(string month)
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var page = await clerk.GetAsync($"/clerk?month={month}");

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    private IEnumerable<string> Needs() =>
        web.Browser.TextsOf("section[aria-labelledby=needs] tbody tr td:first-child").Select(text => text.Split('\n')[0]).Zip(
            web.Browser.TextsOf("section[aria-labelledby=needs] tbody td.amount").Chunk(3), (what, amounts) => $"{what} | {string.Join(" | ", amounts)}");
}
