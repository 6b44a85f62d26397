using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Clerk;

/// <summary>The clerk's pages with findings on them, and what opens where there is nothing to open.</summary>
public sealed class ClerkLookTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "clerk-home", "/clerk?month=2026-10" },
        { "rejected", "/clerk/rejected?month=2026-10" },
        { "entry", $"/clerk/entries/{SmallMonth.WrongTimes}?month=2026-10&tab=reject" },
        { "entry-frozen", $"/clerk/entries/{SmallMonth.Claimed}" },
        { "not-found", "/no/such/page" },
        { "forbidden", "/admin" },
    };

    [Theory, MemberData(nameof(Pages))]
    public void A_page_is_fit_to_be_seen(string name, string path)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(path);
        Looks.At(web.Browser, name);
    }

    [Theory]
    [InlineData("/clerk?month=2026-10")]
    [InlineData("/clerk/rejected?month=2026-10")]
    [InlineData("/clerk/entries/7?month=2026-10")]
    [InlineData("/clerk/minutes?month=2026-10")]
    [InlineData("/clerk/students/4?month=2026-10")]
    public void A_page_is_printed_without_its_controls(string path)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(path);
        Looks.OnPaper(web.Browser);
    }
}
