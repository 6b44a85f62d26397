using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
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

    [Theory, InlineData("2026-10-05", "MAIN"), InlineData("2026-10-06", "HIGH"), InlineData("2026-10-07", "HIGH")]
    public void Where_the_old_school_was_not_closed_the_new_one_counts_from_its_first_day(string day, string school)
    {
        Enrolment[] enrolments = [new("HIGH", new(2026, 10, 6), null), new("MAIN", new(2026, 8, 31), null)];

        Assert.Equal(school, (DistrictBuilder.Student("S1", 1) with { Enrolments = enrolments }).EnrolmentOn(Day.Of(day))!.SchoolCode);
    }

    [Fact]
    public void Between_two_schools_the_student_is_enrolled_nowhere() =>
        Assert.Equal([NotEnrolled.Code], An.Entry().WithStudent(student => student with
        {
            Enrolments = [new("MAIN", new(2026, 8, 31), new(2026, 10, 5)), new("MAIN", new(2026, 10, 7), null)],
        }).AllCodes());

    [Fact]
    public void A_student_without_any_enrolment_is_enrolled_nowhere() =>
        Assert.Equal([NotEnrolled.Code], An.Entry().WithStudent(student => student with { Enrolments = [] }).AllCodes());

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([NotEnrolled.Code], EnrolledTo(new(2026, 10, 5)).AllCodes());

    private static EntryBuilder EnrolledTo(DateOnly day) =>
        An.Entry().WithStudent(student => student with { Enrolments = [student.Enrolments[0] with { To = day }] });
}
