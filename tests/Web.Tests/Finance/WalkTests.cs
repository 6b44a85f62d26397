using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Finance;

/// <summary>Any dollar can be walked both ways, by the pages' links alone.</summary>
public sealed class WalkTests(PaidMonth web) : IClassFixture<PaidMonth>
{
    [Fact]
    public void From_a_deposit_to_the_line_of_the_file_and_back()
    {
        var browser = web.Browser;
        browser.SignIn(UserRole.Finance);
        browser.Open("/finance/deposits");

        Go("section[aria-labelledby=all] a[href^='/finance/deposits/1?']", $"/finance/deposits/{PaidMonth.Deposit}", "Ties out to the cent");
        Go("main a[href^='/finance/remittances/']", $"/finance/remittances/{PaidMonth.Remittance}", "Ties out to the cent");
        Go($"main a[href='/finance/claims/{ReturnedMonth.Denied}#line-1']", $"/finance/claims/{ReturnedMonth.Denied}#line-1", "$12.00");
        Go("#line-1 a[href^='/finance/entries/']", $"/finance/entries/{ReturnedMonth.Denied}", "$8.00");
        Go("main .facts a[href$='/source']", $"/finance/entries/{ReturnedMonth.Denied}/source", ", line 3");

        Go(".facts a[href^='/finance/entries/']", $"/finance/entries/{ReturnedMonth.Denied}", "Where its dollars stand");
        Go(".facts a[href^='/finance/grid-rows/']", $"/finance/grid-rows/{ReturnedMonth.Denied}?month=2026-10", "30 min 2x/week");
        Go("main a[href^='/finance/entries/']", $"/finance/entries/{ReturnedMonth.Denied}", "On claims");
        Go("section[aria-labelledby=claims] a", $"/finance/claims/{ReturnedMonth.Denied}#line-1", "Sessions behind it");
        Go("#line-1 a[href^='/finance/remittances/']", $"/finance/remittances/{PaidMonth.Remittance}?page=1#claim-1", "How it adds up");
        Go("section[aria-labelledby=bank] a[href^='/finance/deposits/']", $"/finance/deposits/{PaidMonth.Deposit}", "What it pays");

        void Go(string link, string path, string says)
        {
            browser.Follow(link);
            Assert.StartsWith(path.Split('#')[0], browser.Path, StringComparison.Ordinal);
            Assert.Contains(says, browser.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Note 2", browser.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void From_where_the_dollars_stand_to_the_claim_line()
    {
        var browser = web.Browser;
        browser.SignIn(UserRole.Finance);
        browser.Open("/finance?month=2026-10");

        browser.Follow("main a[href$='bucket=denied']");
        Assert.Contains("1 session, $8.00", browser.Text, StringComparison.Ordinal);
        browser.Follow("main a[href^='/finance/claims/']");

        Assert.Contains("Something on the claim is missing or wrong", browser.Text, StringComparison.Ordinal);
    }
}
