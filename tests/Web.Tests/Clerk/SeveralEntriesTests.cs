using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Corrections;

namespace MedicaidLogs.Web.Tests.Clerk;

/// <summary>What is done with several entries of the list at once.</summary>
public sealed class SeveralEntriesTests(SmallMonth web) : IClassFixture<SmallMonth>, IAsyncLifetime
{
    private const string Rows = "main tbody tr";

    public async Task InitializeAsync()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        foreach (var entryId in await connection.QueryAsync<long>(
            "select decision_id from intake.entry_decision where district_id = @DistrictId and ended_at is null", new { web.DistrictId }))
        {
            await new DecisionService(web.DataSource, web.Clock).DecideAsync(
                web.DistrictId, await SeenAsync(connection, entryId), new EntryDecision.TakeBack(entryId), UserRole.Clerk,
                new(Actor.Command("test"), web.Clock.GetUtcNow(), "for the next test"));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Ticked_entries_are_returned_with_one_comment_and_leave_the_pile()
    {
        Open("/clerk/rejected?month=2026-10");
        Tick(SmallMonth.WrongTimes, SmallMonth.NoObjective);
        web.Browser.Type("why", "Please look at the times.");

        web.Browser.Follow("button[value=return]");

        Assert.Contains("2 entries are returned to their providers.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(2, web.Browser.TextsOf(Rows).Count);
        Assert.Contains("are 2 to fix, 0 to be signed and 2 with their providers.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(["Please look at the times.", "Please look at the times."], await ReasonsAsync("return"));
        web.Browser.Open("/clerk/rejected?month=2026-10&tab=returned");
        Assert.Equal(2, web.Browser.TextsOf(Rows).Count);
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_for_each_entry_and_the_rest_is_done()
    {
        Open("/clerk/rejected?month=2026-10&tab=reject");
        Tick(SmallMonth.UnknownStudent, SmallMonth.WrongTimes);
        await CorrectAsync(SmallMonth.UnknownStudent);
        web.Browser.Type("why", "Not ours.");

        web.Browser.Follow("button[value=not-billable]");

        Assert.Contains("1 entry is marked as not billable.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"Entry {SmallMonth.UnknownStudent}: Someone changed it since you opened the list.", web.Browser.TextsOf("[aria-labelledby=refused] li"));
        Assert.Equal(["Not ours."], await ReasonsAsync("not-billable"));
    }

    [Fact]
    public async Task Without_a_tick_or_a_word_nothing_is_done_and_nothing_typed_is_lost()
    {
        Open("/clerk/rejected?month=2026-10");
        web.Browser.Type("why", "All of them");
        web.Browser.Follow("button[value=return]");
        Assert.Contains("Tick the entries first.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal("All of them", web.Browser.Find("#several-why").Text);

        Tick(SmallMonth.WrongTimes);
        web.Browser.Type("why", " ");
        web.Browser.Follow("button[value=return]");
        Assert.Contains("Say what the providers should do", web.Browser.Text, StringComparison.Ordinal);
        Assert.True(web.Browser.Find($"[value^='{SmallMonth.WrongTimes}:']").Selected);
        Assert.Empty(await ReasonsAsync("return"));
    }

    [Fact]
    public async Task A_whole_narrowed_list_is_taken_at_once_but_not_out_of_billing()
    {
        Open("/clerk/rejected?month=2026-10");
        Assert.Empty(web.Browser.TextsOf("#whole-list"));
        web.Browser.Open("/clerk/rejected?month=2026-10&service=SPEECH");
        web.Browser.Click("#whole-list");
        web.Browser.Type("why", "Please look.");

        web.Browser.Follow("button[value=not-billable]");
        Assert.Contains("Only entries that you ticked", web.Browser.Text, StringComparison.Ordinal);
        web.Browser.Follow("button[value=return]");

        Assert.Contains("4 entries are returned to their providers.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(4, (await ReasonsAsync("return")).Count);
    }

    [Fact]
    public void Checking_again_says_what_it_changed()
    {
        Open("/clerk/rejected?month=2026-10");
        Tick(SmallMonth.WrongTimes);

        web.Browser.Follow("button[value=check]");

        Assert.Contains("1 entry was checked again. 0 verdicts changed.", web.Browser.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("x9", 2), InlineData("7", 1), InlineData("nobody", 0)]
    public void A_students_number_or_an_entrys_finds_it_and_stays_out_of_the_address(string text, int rows)
    {
        Open("/clerk/rejected?month=2026-10");
        web.Browser.Type("text", text);
        web.Browser.Follow("[role=search] button");

        Assert.Equal(rows, web.Browser.TextsOf(Rows).Count);
        Assert.DoesNotContain(text, new Uri(web.Address, web.Browser.Path).Query.Replace("month=2026-10", "", StringComparison.Ordinal), StringComparison.Ordinal);
        web.Browser.Open("/clerk/rejected?month=2026-10");
        Assert.Equal(4, web.Browser.TextsOf(Rows).Count);
    }

    private static Task<EntrySeen> SeenAsync(System.Data.Common.DbConnection connection, long decisionId) => connection.QuerySingleAsync<EntrySeen>(
        """
        select e.entry_id as EntryId, e.version as Version
        from intake.entry_decision d join intake.entry e using (district_id, entry_id)
        where d.decision_id = @decisionId
        """,
        new { decisionId });

    private void Open(string path)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(path);
    }

    private void Tick(params ReadOnlySpan<long> entries)
    {
        foreach (var entryId in entries)
        {
            web.Browser.Click($"[value^='{entryId}:']");
        }
    }

    private async Task CorrectAsync(long entryId) => Assert.IsType<CorrectionOutcome.Corrected>(
        await new CorrectionService(web.DataSource, web.Clock).CorrectAsync(
            web.DistrictId, entryId, 1, new Dictionary<string, string> { ["activity"] = "Other cards" },
            new(Actor.Command("test"), web.Clock.GetUtcNow(), "meanwhile")));

    private async Task<IReadOnlyList<string>> ReasonsAsync(string kind)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select reason from intake.entry_decision where district_id = @DistrictId and kind = @kind and ended_at is null", new { web.DistrictId, kind })];
    }
}
