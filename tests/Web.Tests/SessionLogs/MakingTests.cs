using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.SessionLogs;

public sealed class MakingTests(SealedMonth web) : IClassFixture<SealedMonth>
{
    private const string October = "/session-logs?month=2026-10";

    [Fact]
    public async Task A_clerk_has_logs_made_twice_by_mistake_and_once_in_truth_stops_and_has_them_made()
    {
        using (var clerk = await web.SignInAsync(UserRole.Clerk))
        {
            using var once = await WebFixture.PostAsync(clerk, October + "&handler=make", []);
            using var twice = await WebFixture.PostAsync(clerk, October + "&handler=make", []);
            Assert.Equal((October, October), (once.Headers.Location?.OriginalString, twice.Headers.Location?.OriginalString));
        }

        Assert.Equal(["session-log-run 1"], await web.AuditedAsync("session-logs.asked"));
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(October);
        Assert.Equal("Waiting for a worker", web.Browser.Find("#making").Text);
        Looks.At(web.Browser, "session-logs-waiting");

        web.Browser.Follow("[aria-labelledby=making] button");
        Assert.Equal("Stopped. What was made is kept.", web.Browser.Find(".flash").Text);

        web.Browser.Follow("[aria-labelledby=to-make] button");
        await using var printer = new PdfPrinter();
        await web.Work(printer).RunAsync(web.DistrictId, runId: 2);
        web.Browser.Open(October);
        Assert.Contains("Made 4", web.Browser.TextsOf(".tabs a"));
        Assert.Empty(web.Browser.TextsOf("#to-make"));
    }
}
