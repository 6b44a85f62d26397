using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Records;

/// <summary>The pages of records with something to renew, each as it is after what a clerk does there.</summary>
public sealed class RecordLookTests(RecordsMonth web) : IClassFixture<RecordsMonth>
{
    [Theory]
    [InlineData("minutes", "/clerk/minutes?month=2026-10", null)]
    [InlineData("expiring", "/clerk/expiring?month=2026-10&days=90", null)]
    [InlineData("students-expiring", "/clerk/students?month=2026-10&show=missing", null)]
    [InlineData("provider-lapsed", "/clerk/providers/2?month=2026-10", "#licence-form")]
    [InlineData("student-weeks", "/clerk/students/5?month=2026-10", "section[aria-labelledby=minutes] summary")]
    [InlineData("student-order-form", "/clerk/students/7?month=2026-10", "#order-form")]
    [InlineData("student-owed", "/clerk/students/10?month=2026-10", null)]
    [InlineData("provider-listed", "/clerk/providers/3?month=2026-10", "#screening-form")]
    [InlineData("student-consent-form", "/clerk/students/2?month=2026-10", "#consent-form")]
    public void A_page_is_fit_to_be_seen(string name, string path, string? opened)
    {
        var browser = web.Browser;
        browser.Show(Browser.DesktopWidth, dark: false);
        browser.SignOut();
        browser.SignIn(UserRole.Clerk);
        browser.Open(path);
        if (opened is not null)
        {
            browser.Click(opened);
        }

        Looks.At(browser, name);
    }
}
