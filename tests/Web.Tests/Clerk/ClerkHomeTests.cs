using System.Net;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class ClerkHomeTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    [Fact]
    public void The_funnel_adds_up()
    {
        web.Browser.SignIn(UserRole.Clerk);

        // Logged: all nine; the absence and the wrong times are worth nothing as they stand.
        Assert.Equal(["$140.00", "$100.00", "$80.00", "$20.00", "$0.00", "$0.00"], web.Browser.TextsOf(".funnel .dollars"));
        Assert.Equal(["9 entries", "5 entries", "4 entries", "1 entry", "0 entries", "0 entries"], web.Browser.TextsOf(".funnel > li > progress + p"));
        Assert.Equal(
            ["1 not held", "3 rejected as not delivered", "1 rejected", "0 not billable", "3 not claimed yet", "1 not accepted yet", "$0.00 not paid"],
            web.Browser.TextsOf(".funnel .lost li"));
    }

    [Fact]
    public void What_is_rejected_stands_by_code_with_the_most_dollars_first_and_leads_to_the_list()
    {
        web.Browser.SignIn(UserRole.Clerk);

        var codes = web.Browser.TextsOf("section[aria-labelledby=fixing] tbody td:first-child");
        Assert.Equal("Unknown student", codes[0]);
        Assert.Contains("The times do not make a session", codes);

        web.Browser.Follow("section[aria-labelledby=fixing] tbody a");

        Assert.Contains("code=STU_MATCH", web.Browser.Path, StringComparison.Ordinal);
        Assert.Equal(2, web.Browser.TextsOf("main tbody tr").Count);
    }

    [Fact]
    public void A_file_shows_counts_that_add_up_to_its_rows_and_leads_to_its_malformed_lines()
    {
        web.Browser.SignIn(UserRole.Clerk);
        Assert.Equal("10 9 1 0", string.Join(' ', web.Browser.TextsOf("section[aria-labelledby=files] tbody tr:first-child td.amount")
            .Select(text => text.Replace("\n", "", StringComparison.Ordinal))));

        web.Browser.Follow("section[aria-labelledby=files] tbody a");

        Assert.Contains("Line 11", web.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("13/45/2026", web.Browser.Text, StringComparison.Ordinal);
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
}
