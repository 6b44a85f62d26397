using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Reminders;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Reminders;

public sealed class ReminderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _night = new(2026, 11, 9);

    [Fact]
    public async Task A_desk_is_told_what_is_new_against_the_night_before()
    {
        var district = await database.CreateDistrictAsync();
        await NoteAsync(district, _night, Clerk("due-to-file", 4), Clerk("unanswered", 2));
        await NoteAsync(district, _night.AddDays(1), Clerk("due-to-file", 7), Clerk("unanswered", 2));

        var told = Assert.Single(await NewAsync(district));

        Assert.Equal(("due-to-file", 7, 4, _night.AddDays(1)), (told.Kind, told.Waiting, told.Before, told.Night));
    }

    [Fact]
    public async Task The_same_night_twice_says_the_same()
    {
        var district = await database.CreateDistrictAsync();
        await NoteAsync(district, _night, Clerk("due-to-file", 4));
        await NoteAsync(district, _night.AddDays(1), Clerk("due-to-file", 7));
        var before = await NewAsync(district);

        await NoteAsync(district, _night.AddDays(1), Clerk("due-to-file", 7));

        Assert.Equal(before, await NewAsync(district));
    }

    [Fact]
    public async Task What_was_done_is_told_no_more_and_comes_back_as_new()
    {
        var district = await database.CreateDistrictAsync();
        await NoteAsync(district, _night, Clerk("due-to-file", 4));
        await NoteAsync(district, _night.AddDays(1));
        Assert.Empty(await NewAsync(district));

        await NoteAsync(district, _night.AddDays(2), Clerk("due-to-file", 1));

        Assert.Equal((1, 0), (await NewAsync(district)).Select(told => (told.Waiting, told.Before)).Single());
    }

    [Fact]
    public async Task Each_provider_and_each_district_has_its_own()
    {
        var (one, other) = (await database.CreateDistrictAsync(), await database.CreateDistrictAsync());
        await NoteAsync(one, _night, new("provider", 7, "unsigned", 3, _night), new("provider", 8, "unsigned", 5, _night));
        await NoteAsync(other, _night, Clerk("unanswered", 1));

        Assert.Equal(3, Assert.Single(await NewAsync(one, "provider", 7)).Waiting);
        Assert.Empty(await NewAsync(one));
        Assert.Empty(await NewAsync(other, "provider", 7));
    }

    private static FoundReminder Clerk(string kind, int waiting) => new("clerk", 0, kind, waiting, null);

    private async Task NoteAsync(DistrictId district, DateOnly night, params FoundReminder[] found)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Reminder.ReplaceAsync(transaction, district, night, found, default);
        await transaction.CommitAsync();
    }

    private async Task<IReadOnlyList<Reminder>> NewAsync(DistrictId district, string role = "clerk", long providerId = 0)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await Reminder.NewAsync(connection, district, role, providerId, default);
    }
}
