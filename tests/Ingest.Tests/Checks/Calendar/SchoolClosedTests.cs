using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class SchoolClosedTests
{
    private static readonly DateOnly _columbusDay = new(2026, 10, 12);

    [Theory]
    [InlineData(2026, 10, 6, false)]
    [InlineData(2026, 10, 12, true)] // Columbus Day
    [InlineData(2026, 10, 10, true)] // Saturday
    public void Sessions_are_on_school_days(int year, int month, int day, bool found) =>
        Assert.Equal(found, An.Entry().On(new(year, month, day)).Draws(SchoolClosed.Check));

    [Fact]
    public void A_day_of_the_extended_school_year_will_do() =>
        Assert.False(Summer.Session().Draws(SchoolClosed.Check));

    [Fact]
    public void A_closed_day_of_the_extended_school_year_will_not() =>
        Assert.True(Summer.Session(new CalendarRange(Summer.Day, Summer.Day, DayType.Closed, null, null)).Draws(SchoolClosed.Check));

    [Fact]
    public void Rides_are_on_school_days_too() =>
        Assert.True(An.Entry().Of("TRANSPORT").On(_columbusDay).Draws(SchoolClosed.Check));

    [Fact]
    public void Staff_may_consult_and_meet_on_days_without_students()
    {
        Assert.False(An.Entry().Of("SPEECH", SessionMode.Consult).On(_columbusDay).Draws(SchoolClosed.Check));
        Assert.False(An.Entry().Of("MEETING").On(_columbusDay).Draws(SchoolClosed.Check));
    }

    [Fact]
    public void It_shows_the_day_and_the_school() =>
        Assert.Equal(["2026-10-12", "MAIN"], An.Entry().On(_columbusDay).FindingOf(SchoolClosed.Check)!.Saw);

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([SchoolClosed.Code], An.Entry().On(_columbusDay).AllCodes());
}
