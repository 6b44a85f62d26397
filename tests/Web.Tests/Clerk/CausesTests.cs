using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class CausesTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private const string Rows = "main tbody tr";

    [Fact]
    public void One_unknown_student_is_one_task_that_leads_to_its_entries()
    {
        Open("/clerk/causes?month=2026-10");
        var unknown = web.Browser.TextsOf(Rows).Single(row => row.Contains("Unknown student", StringComparison.Ordinal));

        Assert.Contains("Student number X9", unknown, StringComparison.Ordinal);
        Assert.Contains("$40.00", unknown, StringComparison.Ordinal);
        var row = 1 + web.Browser.TextsOf(Rows).ToList().IndexOf(unknown);
        web.Browser.Follow($"{Rows}:nth-child({row}) [data-label=Entries] a");

        Assert.Equal(2, web.Browser.TextsOf(Rows).Count);
        Assert.Contains("One cause: Unknown student", web.Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("X9", web.Browser.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_can_fix_it_narrows_the_list_and_the_numbers_add_up()
    {
        Open("/clerk/causes?month=2026-10");
        var all = web.Browser.TextsOf(Rows).Count;

        Assert.Equal(["Anybody (3)", "The office (1)", "The provider (2)"], web.Browser.TextsOf("#who option"));
        web.Browser.Click("#who option[value=office]");
        web.Browser.Follow("form[method=get] button");

        Assert.Equal((3, 1), (all, web.Browser.TextsOf(Rows).Count));
        Assert.Equal(["By cause\n3", "By entry\n4"], web.Browser.TextsOf(".views a"));
    }

    [Fact]
    public void A_cause_of_one_entry_opens_the_entry_in_its_list()
    {
        Open("/clerk/causes?month=2026-10&who=provider");

        web.Browser.Follow($"{Rows} td a");

        Assert.StartsWith("/clerk/entries/", web.Browser.Path, StringComparison.Ordinal);
        Assert.Equal(["Back to the list"], web.Browser.TextsOf(".walk a"));
    }

    private void Open(string path)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(path);
    }
}
