using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class GroupTimesDifferTests
{
    [Fact]
    public void Members_share_their_times() => Assert.Empty(Groups.Of(3).AllCodes());

    [Theory, InlineData(9, 0, 29), InlineData(9, 1, 29), InlineData(8, 55, 30)]
    public void The_odd_one_draws_this_code_and_no_other(int hour, int minute, int minutes) =>
        Assert.Equal([GroupTimesDiffer.Code], Groups.Of(3).At(hour, minute, minutes).AllCodes());

    [Fact]
    public void It_says_the_times_of_the_rest() =>
        Assert.Equal(["08:55", "09:25", "09:00", "09:30"], Groups.Of(3).At(8, 55, 30).FindingOf(GroupTimesDiffer.Check)!.Saw);

    [Fact]
    public void The_rest_is_left_alone() =>
        Assert.Empty(Groups.Of(3, (student, row) => student == 3 ? row.At(8, 55, 30) : row).AllCodes());

    [Theory, InlineData(8, 55, true), InlineData(9, 5, false)]
    public void Of_two_the_earlier_is_taken_for_right(int hour, int minuteOfTheOther, bool found) =>
        Assert.Equal(found, Groups.Of(2, (_, row) => row.At(hour, minuteOfTheOther, 30)).Draws(GroupTimesDiffer.Check));

    [Fact]
    public void Who_was_absent_has_no_say() =>
        Assert.False(Groups.Of(3, (_, row) => row.At(8, 55, 30).Log(log => log with { Attendance = "A" })).Draws(GroupTimesDiffer.Check));

    [Fact]
    public void Missing_times_are_not_other_times()
    {
        Assert.False(Groups.Of(2).Log(log => log with { End = null }).Draws(GroupTimesDiffer.Check));
        Assert.False(Groups.Of(2, (_, row) => row.Log(log => log with { End = null })).Draws(GroupTimesDiffer.Check));
    }

    [Fact]
    public void Minutes_away_are_the_students_own() =>
        Assert.Empty(Groups.Of(3).Log(log => log with { MinutesAway = 5 }).AllCodes());
}
