using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class DayNotInCalendarTests
{
    [Fact]
    public void A_day_that_the_calendar_has_passes_closed_or_not()
    {
        Assert.False(An.Entry().Draws(DayNotInCalendar.Check));
        Assert.False(An.Entry().On(new(2026, 10, 12)).Draws(DayNotInCalendar.Check));
    }

    [Fact]
    public void A_day_that_it_does_not_have_draws_this_code_alone() =>
        Assert.Equal([DayNotInCalendar.Code], Summer.SessionWithoutCalendar().AllCodes());

    [Fact]
    public void A_school_without_any_calendar_draws_this_code_alone()
    {
        var session = An.Entry().WithStudent(student => student with { Enrolments = [student.Enrolments[0] with { SchoolCode = "NEW" }] });

        Assert.Equal([DayNotInCalendar.Code], session.AllCodes());
        Assert.Equal(["2026-10-06", "NEW"], session.FindingOf(DayNotInCalendar.Check)!.Saw);
    }

    [Fact]
    public void Nothing_is_said_of_a_student_who_is_not_enrolled() =>
        Assert.False(An.Entry().WithStudent(student => student with { Enrolments = [] }).Draws(DayNotInCalendar.Check));
}
