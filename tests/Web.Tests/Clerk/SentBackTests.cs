using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class SentBackTests(ReturnedMonth web) : IClassFixture<ReturnedMonth>
{
    private const string List = "section[aria-labelledby=sent-back]";

    [Fact]
    public void Its_tab_shows_what_the_payer_sent_back_labelled_by_stage()
    {
        Open("/clerk/rejected?month=2026-10");
        Assert.Contains("Sent back by the payer 2 · $28.00", web.Browser.TextsOf(".tabs a"));

        Open("/clerk/rejected?month=2026-10&tab=sent-back");

        Assert.Equal("2 entries, $28.00, most pressing first", web.Browser.Find("caption").Text);
        Assert.Equal(
            ["Rejected before payment (acknowledgement), $20.00", "Denied at payment (remittance), $8.00"], web.Browser.TextsOf("tbody td > div > p"));
        Assert.Equal(["A7:562:85", "CO-16", "N290"], web.Browser.TextsOf("tbody .code"));
        Assert.Contains("Something on the claim is missing or wrong", web.Browser.Find("tbody").Text, StringComparison.Ordinal);
        Assert.Empty(web.Browser.AxeFaults());
        web.Browser.Photograph("sent-back");

        web.Browser.Follow("tbody tr:first-child a");
        Assert.StartsWith($"/clerk/entries/{ReturnedMonth.Rejected}?", web.Browser.Path, StringComparison.Ordinal);
        Assert.Equal(["Next ›", "Back to the list"], web.Browser.TextsOf(".walk a"));
    }

    [Fact]
    public void The_entry_says_stage_codes_dollars_and_what_to_do()
    {
        Open($"/clerk/entries/{ReturnedMonth.Denied}");

        var block = web.Browser.Find(List).Text;
        Assert.Contains("The payer sent this back", block, StringComparison.Ordinal);
        Assert.Contains("Denied at payment (remittance), $8.00", block, StringComparison.Ordinal);
        Assert.Contains("CO-16", block, StringComparison.Ordinal);
        Assert.Contains("finance writes off", block, StringComparison.Ordinal);
        Assert.Equal("Our checks find nothing", web.Browser.Find("#findings").Text);
        Assert.Empty(web.Browser.AxeFaults());
        web.Browser.Photograph("sent-back-entry");
    }

    [Theory, InlineData(ReturnedMonth.Paid), InlineData(ReturnedMonth.NotClaimed)]
    public void An_entry_that_the_payer_did_not_send_back_has_no_such_block(long entryId)
    {
        Open($"/clerk/entries/{entryId}");

        Assert.Empty(web.Browser.TextsOf(List));
    }

    [Fact]
    public void The_funnel_goes_on_to_what_was_paid()
    {
        Open("/clerk?month=2026-10");

        Assert.Equal(["$80.00", "$80.00", "$80.00", "$60.00", "$40.00", "$32.00"], web.Browser.TextsOf(".funnel .dollars"));
        Assert.Equal(["4 entries", "4 entries", "4 entries", "3 entries", "2 entries", "2 entries"], web.Browser.TextsOf(".funnel > li > progress + p"));
        Assert.Equal(["1 not claimed yet", "1 not accepted yet", "$8.00 not paid"], web.Browser.TextsOf(".funnel .lost li").TakeLast(3));
    }

    private void Open(string path)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(path);
    }
}
