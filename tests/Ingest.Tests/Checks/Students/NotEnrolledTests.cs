using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NotEnrolledTests
{
    [Theory, InlineData(5, true), InlineData(6, false)]
    public void The_last_day_of_enrolment_counts(int lastDayOfOctober, bool found) =>
        Assert.Equal(found, EnrolledTo(new(2026, 10, lastDayOfOctober)).Draws(NotEnrolled.Check));

    [Fact]
    public void A_student_who_changed_schools_is_enrolled_all_the_while() =>
        Assert.False(An.Entry().WithStudent(student => student with
        {
            Enrolments = [new("MAIN", new(2026, 8, 31), new(2026, 10, 5)), new("HIGH", new(2026, 10, 6), null)],
        }).Draws(NotEnrolled.Check));

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([NotEnrolled.Code], EnrolledTo(new(2026, 10, 5)).AllCodes());

    private static EntryBuilder EnrolledTo(DateOnly day) =>
        An.Entry().WithStudent(student => student with { Enrolments = [student.Enrolments[0] with { To = day }] });
}
