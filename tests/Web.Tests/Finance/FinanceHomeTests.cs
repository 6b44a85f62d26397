using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Finance;

public sealed class FinanceHomeTests(PaidMonth web) : IClassFixture<PaidMonth>
{
    [Theory]
    [InlineData("/finance?month=2026-10")]
    [InlineData("/finance?month=2026-11&span=year")]
    public void Every_dollar_stands_in_one_place_and_the_sum_is_what_was_logged(string path)
    {
        web.Browser.SignIn(UserRole.Finance);
        web.Browser.Open(path);

        Assert.Equal(
            ["Rejected | $20.00", "Ready to claim | $20.00", "Paid | $32.00", "Denied | $8.00", "Logged | $80.00"],
            web.Browser.TextsOf("section[aria-labelledby=dollars] tbody td:first-child").Zip(
                web.Browser.TextsOf("section[aria-labelledby=dollars] tbody td:last-child"), (place, dollars) => $"{place} | {dollars}"));
        Assert.Empty(web.Browser.TextsOf("section[aria-labelledby=dollars] .notice"));
    }

    [Fact]
    public void What_waits_is_said_with_its_dollars_and_a_link_to_it()
    {
        web.Browser.SignIn(UserRole.Finance);
        web.Browser.Open("/finance?month=2026-10");

        Assert.Equal(
            [
                "$20.00\n1 line of a remittance matches no claim", "$20.00\n1 payment is not found in the bank", "$20.50\n1 line of the bank has no remittance",
                "$8.00\n1 line of this month is denied, and nobody has acted on it",
            ],
            web.Browser.TextsOf(".todo li"));
        Assert.Equal(
            ["/finance/unmatched?month=2026-10", "/finance/deposits?month=2026-10#not-in-bank", "/finance/deposits?month=2026-10#unexplained", "/finance/denied?month=2026-10"],
            web.Browser.LinksOf(".todo a"));
    }

    [Fact]
    public void A_month_without_entries_says_so()
    {
        web.Browser.SignIn(UserRole.Finance);
        web.Browser.Open("/finance?month=2026-08");

        Assert.Contains("Nothing was logged", web.Browser.Text, StringComparison.Ordinal);
    }
}
