using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class GroupLeftOneTests
{
    [Theory, InlineData(1, true), InlineData(2, false), InlineData(3, false)]
    public void Of_three_students_two_must_come(int came, bool found) =>
        Assert.Equal(found, ThreeOfWhom(came).Draws(GroupLeftOne.Check));

    [Fact]
    public void The_one_who_came_alone_draws_this_code_and_no_other()
    {
        var session = ThreeOfWhom(1);

        Assert.Equal([GroupLeftOne.Code], session.AllCodes());
        Assert.Equal(["1", "3"], session.FindingOf(GroupLeftOne.Check)!.Saw);
    }

    [Fact]
    public void It_still_counts_for_the_student() =>
        Assert.Equal(Severity.NotBillable, ThreeOfWhom(1).FindingOf(GroupLeftOne.Check)!.Severity);

    [Fact]
    public void A_group_that_lists_one_student_is_no_group_to_begin_with() =>
        Assert.False(Groups.Of(1).Draws(GroupLeftOne.Check));

    private static EntryBuilder ThreeOfWhom(int came) =>
        Groups.Of(3, (student, row) => row.Log(log => log with { Attendance = student <= came ? "P" : "A" }));
}
