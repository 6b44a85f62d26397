using System.Globalization;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class RejectedListTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private const string Rows = "main tbody tr";

    [Theory]
    [InlineData("", 4)] // two of an unknown student, wrong times, no objective
    [InlineData("tab=not-billable", 1)]
    [InlineData("tab=warn", 1)]
    [InlineData("code=STU_MATCH", 2)]
    [InlineData("code=STU_MATCH&provider=2", 1)]
    [InlineData("service=SPEECH", 4)]
    [InlineData("service=OT", 0)]
    [InlineData("code=%27%20or%201%3D1", 4)] // what is no code filters nothing
    [InlineData("tab=reject", 4)]
    [InlineData("tab=waiting", 0)]
    [InlineData("who=office", 2)]
    [InlineData("who=provider&code=LOG_TIMES", 1)]
    [InlineData("school=MAIN", 2)] // nobody knows the school of an unknown student
    [InlineData("days=-1", 0)]
    [InlineData("days=90", 0)]
    [InlineData("returned=never", 4)]
    public void Tabs_and_filters_narrow_the_list(string query, int rows)
    {
        web.Browser.SignIn(UserRole.Clerk);

        web.Browser.Open($"/clerk/rejected?month=2026-10&{query}");

        Assert.Equal(rows, web.Browser.TextsOf(Rows).Count);
    }

    [Fact]
    public void A_row_says_who_what_and_why()
    {
        web.Browser.SignIn(UserRole.Clerk);

        web.Browser.Open("/clerk/rejected?month=2026-10&code=STU_MATCH&provider=2");

        Assert.Equal(
            ["Wed, Oct 7\n, entry 6", "Unknown X9", "Provider, P2", "Speech-language therapy", "$20.00"],
            web.Browser.TextsOf($"{Rows} td:not([data-label=Findings], [data-label=Choose], [data-label='Left to file'])"));
        Assert.Contains("Unknown student", web.Browser.TextsOf($"{Rows} .titles li"));
    }

    [Fact]
    public void The_filter_form_works_without_script()
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open("/clerk/rejected?month=2026-10");

        web.Browser.Click("#filter summary");
        web.Browser.Click("#provider option[value='2']");
        web.Browser.Follow("form[method=get] button");

        Assert.Single(web.Browser.TextsOf(Rows));
        Assert.Contains("provider=2", web.Browser.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Previous_and_next_walk_the_list_in_its_order()
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open("/clerk/rejected?month=2026-10&code=STU_MATCH");

        web.Browser.Follow($"{Rows} a");
        Assert.StartsWith($"/clerk/entries/{SmallMonth.UnknownStudent}?", web.Browser.Path, StringComparison.Ordinal);
        Assert.Equal(["Next ›", "Back to the list"], web.Browser.TextsOf(".walk a"));

        web.Browser.Follow(".walk a[rel=next]");
        Assert.StartsWith($"/clerk/entries/{SmallMonth.UnknownStudentOfP2}?", web.Browser.Path, StringComparison.Ordinal);
        Assert.Equal(["‹ Previous", "Back to the list"], web.Browser.TextsOf(".walk a"));
    }

    [Fact]
    public async Task A_hundred_entries_make_a_page()
    {
        var september = new DateOnly(2026, 9, 8);
        await web.District.LogAsync([.. Enumerable.Range(0, 101).Select(number => An.Entry().Id(1000 + number)
            .For(string.Create(CultureInfo.InvariantCulture, $"X{number}")).On(september.AddDays(number % 3)).At(9, 0, 30)
            .Log(log => log with { Note = $"Note {number}." }))]);
        web.Browser.SignIn(UserRole.Clerk);

        web.Browser.Open("/clerk/rejected?month=2026-09");
        Assert.Equal(100, web.Browser.TextsOf(Rows).Count);
        web.Browser.Follow(".pages a[rel=next]");

        Assert.Single(web.Browser.TextsOf(Rows));
        Assert.Equal(["« First page"], web.Browser.TextsOf(".pages a"));
    }
}
