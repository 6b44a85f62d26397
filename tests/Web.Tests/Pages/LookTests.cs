using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Pages;

/// <summary>Every page in light and dark: axe finds nothing, nothing scrolls sideways at 320 px, and a picture is left in out/screenshots.</summary>
public sealed class LookTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    public static TheoryData<string, string, string> Pages => new()
    {
        { "sign-in", "", "/account/sign-in" },
        { "clerk-home", UserRole.Clerk, "/clerk?month=2026-10" },
        { "clerk-home-empty", UserRole.Clerk, "/clerk?month=2026-08" },
        { "rejected", UserRole.Clerk, "/clerk/rejected?month=2026-10" },
        { "rejected-empty", UserRole.Clerk, "/clerk/rejected?month=2026-08" },
        { "entry", UserRole.Clerk, $"/clerk/entries/{SmallMonth.WrongTimes}?month=2026-10&tab=reject" },
        { "entry-frozen", UserRole.Clerk, $"/clerk/entries/{SmallMonth.Claimed}" },
        { "malformed-lines", UserRole.Clerk, "/clerk/files/2" },
        { "expiring-empty", UserRole.Clerk, "/clerk/expiring?month=2026-10" },
        { "students", UserRole.Clerk, "/clerk/students?month=2026-10" },
        { "student", UserRole.Clerk, "/clerk/students/1?month=2026-10" },
        { "providers", UserRole.Clerk, "/clerk/providers?month=2026-10" },
        { "provider-record", UserRole.Clerk, "/clerk/providers/1?month=2026-10" },
        { "provider", UserRole.Provider, "/provider?month=2026-10" },
        { "sign-empty", UserRole.Provider, "/provider/sign?month=2026-10" },
        { "signatures-empty", UserRole.Provider, "/provider/signatures?month=2026-10" },
        { "finance", UserRole.Finance, "/finance?month=2026-10" },
        { "auditor", UserRole.Auditor, "/auditor?month=2026-10" },
        { "admin", UserRole.Admin, "/admin" },
        { "not-found", UserRole.Clerk, "/no/such/page" },
        { "forbidden", UserRole.Clerk, "/admin" },
    };

    [Theory, MemberData(nameof(Pages))]
    public void A_page_is_fit_to_be_seen(string name, string role, string path)
    {
        var browser = web.Browser;
        browser.Show(Browser.DesktopWidth, dark: false);
        browser.SignOut();
        if (role.Length > 0)
        {
            browser.SignIn(role);
        }

        browser.Open(path);
        LookAt(browser, name);
    }

    /// <summary>At the page that is open.</summary>
    internal static void LookAt(Browser browser, string name)
    {
        foreach (var dark in new[] { false, true })
        {
            var scheme = dark ? "dark" : "light";
            browser.Show(Browser.NarrowestWidth, dark);
            Assert.Equal(0, browser.SidewaysScroll());
            browser.Show(Browser.PhoneWidth, dark);
            browser.Photograph($"{name}-{scheme}-{Browser.PhoneWidth}");
            browser.Show(Browser.DesktopWidth, dark);
            browser.Photograph($"{name}-{scheme}-{Browser.DesktopWidth}");
            Assert.Empty(browser.AxeFaults());
        }
    }
}
