using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class EntryPageTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    [Fact]
    public void Shows_the_finding_with_its_fix_and_links_to_the_field()
    {
        Open(SmallMonth.WrongTimes);

        Assert.Contains("Rejected: The times do not make a session", web.Browser.TextsOf(".finding h3"));
        Assert.Contains("It starts at 11:00 AM, ends at 10:30 AM", web.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("Correct the start, the end or the minutes away.", web.Browser.Text, StringComparison.Ordinal);
        foreach (var link in web.Browser.LinksOf(".finding .about a[href^='#']"))
        {
            Assert.NotNull(web.Browser.Find(link));
        }
    }

    [Fact]
    public void Shows_the_grid_row_and_the_weeks_minutes_against_the_mandate()
    {
        Open(SmallMonth.Clean);

        var plan = web.Browser.Find("section[aria-labelledby=plan]").Text;
        Assert.Contains("“30 min 2x/week”", plan, StringComparison.Ordinal);
        Assert.Contains("of 60 minutes delivered", plan, StringComparison.Ordinal);
        Assert.Contains("Tue, Oct 6 (this one)", plan, StringComparison.Ordinal);
        Assert.Contains("Thu, Oct 8", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Leads_to_the_student_and_the_provider_and_from_each_finding_in_short_to_its_words()
    {
        Open(SmallMonth.WrongTimes);

        Assert.Equal(["/clerk/providers/1?month=2026-10", "/clerk/students/4?month=2026-10"], web.Browser.LinksOf(".page-head p a"));
        Assert.Equal(["The times do not make a session"], web.Browser.TextsOf(".brief li"));
        Assert.All(web.Browser.LinksOf(".brief a"), link => Assert.NotNull(web.Browser.Find(link)));
    }

    [Fact]
    public void Says_where_it_stands_in_the_list()
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open("/clerk/rejected?month=2026-10&order=date");
        web.Browser.Follow("main tbody tr:nth-child(2) a");

        Assert.Equal("2 of 4", web.Browser.Find(".walk span").Text);
        web.Browser.Follow(".walk a[rel=next]");
        Assert.Equal("3 of 4", web.Browser.Find(".walk span").Text);
    }

    [Fact]
    public void Shows_the_line_as_it_stood_in_the_file_line_break_and_all()
    {
        Open(SmallMonth.NoObjective);

        Assert.Equal(SmallMonth.SourceText, web.Browser.Find(".source-line").Text);
    }

    [Fact]
    public void A_claimed_entry_is_frozen_and_says_so()
    {
        Open(SmallMonth.Claimed);

        Assert.Contains("This entry is frozen.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Empty(web.Browser.TextsOf("#entry-form"));
        Assert.Contains("Speech-language therapy", web.Browser.TextsOf("dd"));
    }

    [Fact]
    public void The_address_and_the_title_name_no_person()
    {
        Open(SmallMonth.Clean);

        Assert.Contains("Zoë O'Neil-Garcia", web.Browser.Find("h1").Text, StringComparison.Ordinal);
        Assert.Equal("/clerk/entries/1", web.Browser.Path);
        Assert.Equal("Entry 1 · MedicaidLogs", web.Browser.Title);
    }

    private void Open(long entryId)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open($"/clerk/entries/{entryId}");
    }
}
