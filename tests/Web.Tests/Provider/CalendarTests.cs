using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Web.Logging;

namespace MedicaidLogs.Web.Tests.Provider;

public sealed class CalendarTests(LoggingMonth web) : IClassFixture<LoggingMonth>
{
    [Fact]
    public void Each_session_of_the_month_stands_on_its_day_with_its_state()
    {
        Open("/provider?month=2026-10&view=list");

        var days = web.Browser.TextsOf(".day");
        Assert.Equal(3, days.Count);
        Assert.Contains("Signed", days[0], StringComparison.Ordinal);
        Assert.Contains("2 students", days[1], StringComparison.Ordinal);
        Assert.Contains("Rejected", days[1], StringComparison.Ordinal);
        Assert.Contains("Individual or group, unlike the plan", days[1], StringComparison.Ordinal);
        Assert.Contains("Not held", days[2], StringComparison.Ordinal);
        Assert.Contains("2\nrejected", web.Browser.Find(".todo").Text, StringComparison.Ordinal);
        Assert.DoesNotContain("S3 Student", web.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_leads_to_the_next_and_a_session_to_another_like_it()
    {
        Open("/provider?month=2026-10&view=day&day=2026-10-06");
        Assert.Equal("Tue, Oct 6", web.Browser.Find("#calendar").Text);

        web.Browser.Follow("[rel=next]");
        Assert.Equal("Wed, Oct 7", web.Browser.Find("#calendar").Text);
        web.Browser.Follow(".item a[href*='copy=']");

        Assert.StartsWith("Log a session", web.Browser.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_stands_on_its_day_until_it_is_posted()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        var formId = Guid.NewGuid().ToString("D");
        using var saved = await WebFixture.PostAsync(provider, "/provider/log", new()
        {
            [LogFormFields.FormId] = formId,
            [LogFormFields.Act] = "save",
            [LogField.Date] = "2026-12-14",
            [LogField.Start] = "09:00",
            ["1.student_number"] = "S1",
        });

        Open("/provider?month=2026-12&view=week&day=2026-12-16");

        Assert.Contains("Draft", web.Browser.Find(".day").Text, StringComparison.Ordinal);
        Assert.Contains($"/provider/log/{formId}", web.Browser.LinksOf(".day a"));
    }

    [Theory]
    [InlineData("month")]
    [InlineData("week")]
    public void It_is_fit_to_be_seen(string view)
    {
        Open($"/provider?month=2026-10&view={view}&day=2026-10-07");
        Looks.At(web.Browser, $"calendar-{view}");
    }

    private void Open(string path)
    {
        web.Browser.Show(Browser.DesktopWidth, dark: false);
        web.Browser.SignIn(UserRole.Provider);
        web.Browser.Open(path);
    }
}
