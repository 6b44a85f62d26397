using System.Net;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Reminders;

namespace MedicaidLogs.Web.Tests.Months;

/// <summary>What the last night found, as the homes tell it.</summary>
public sealed class NewSinceTests(Clerk.SmallMonth web) : IClassFixture<Clerk.SmallMonth>, IAsyncLifetime
{
    private static readonly DateOnly _soon = new(2026, 12, 1);

    private DateOnly Today => DateOnly.FromDateTime(web.Clock.GetUtcNow().UtcDateTime);

    public async Task InitializeAsync()
    {
        await NoteAsync(Today.AddDays(-1), new("clerk", 0, "unanswered", 2, null), new("clerk", 0, "due-to-file", 4, Today));
        await NoteAsync(
            Today, new("clerk", 0, "unanswered", 2, null), new("clerk", 0, "due-to-file", 7, Today), new("clerk", 0, "expiring-plan", 1, _soon),
            new("finance", 0, "unanswered", 2, null), new("provider", 1, "unsigned", 3, Today), new("provider", 2, "returned", 1, Today));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("clerk", "New since yesterday|Plans about to run out: 1; the first on|can soon no longer be filed: 3 more, 7 in all; the oldest of", "Claims without an answer|Sessions to sign")]
    [InlineData("finance", "New since yesterday|Claims without an answer for too long: 2<", "can soon no longer")]
    [InlineData("provider", "New since yesterday|Sessions to sign: 3; the oldest of", "sent back: 1|Claims without")]
    public async Task A_home_says_what_is_new_at_its_desk_and_nothing_of_others(string role, string shown, string notShown)
    {
        using var client = await web.SignInAsync(role);

        var page = await client.GetStringAsync($"/{role}");

        Assert.All(shown.Split('|'), text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.All(notShown.Split('|'), text => Assert.DoesNotContain(text, Notice(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_line_leads_to_what_it_tells_of()
    {
        using var client = await web.SignInAsync(UserRole.Clerk);

        string[] links = [.. Notice(await client.GetStringAsync("/clerk")).Split("<a href=\"").Skip(1).Select(link => WebUtility.HtmlDecode(link[..link.IndexOf('"')]))];

        foreach (var link in links)
        {
            using var page = await client.GetAsync(link);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        Assert.Equal(2, links.Length);
    }

    private static string Notice(string page) => page[page.IndexOf("New since yesterday", StringComparison.Ordinal)..].Split("</ul>")[0];

    private async Task NoteAsync(DateOnly night, params FoundReminder[] found)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Reminder.ReplaceAsync(transaction, web.DistrictId, night, found, default);
        await transaction.CommitAsync();
    }
}
