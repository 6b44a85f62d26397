using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class GroupSizeTests
{
    [Theory, InlineData(1, true), InlineData(2, false), InlineData(8, false), InlineData(9, true)]
    public void A_group_has_two_to_eight_students(int students, bool found) =>
        Assert.Equal(found, Groups.Of(students).Draws(GroupSize.Check));

    [Theory, InlineData(1), InlineData(9)]
    public void One_of_another_size_draws_this_code_and_no_other(int students) =>
        Assert.Equal([GroupSize.Code], Groups.Of(students).AllCodes());

    [Fact]
    public void Who_was_absent_does_not_crowd_it() =>
        Assert.Empty(Groups.Of(9, (student, row) => row.Log(log => log with { Attendance = student == 9 ? "A" : "P" })).AllCodes());

    [Fact]
    public void A_row_that_is_there_twice_is_one_student() =>
        Assert.True(Groups.Of(1).Beside(repeat => repeat).Draws(GroupSize.Check));

    [Fact]
    public void Rows_with_other_keys_are_other_groups() =>
        Assert.True(Groups.Of(2, (_, row) => row.Log(log => log with { GroupKey = "G2" })).Draws(GroupSize.Check));

    [Fact]
    public void Without_keys_those_who_start_together_are_a_group() =>
        Assert.False(Groups.Of(2, (_, row) => row.Log(log => log with { GroupKey = "" })).Log(log => log with { GroupKey = "" }).Draws(GroupSize.Check));

    [Fact]
    public void Where_the_plan_has_no_group_the_mode_is_wrong_and_not_the_size() =>
        Assert.False(An.Entry().Of("SPEECH", SessionMode.Group).Draws(GroupSize.Check));
}
