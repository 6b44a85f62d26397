using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The session is on October 6, from 9:00 to 9:30.</summary>
public sealed class AbsentFromSchoolTests
{
    [Theory, InlineData(5, false), InlineData(6, true), InlineData(7, false)]
    public void Absent_on_the_day_of_the_session(int dayOfOctober, bool found) =>
        Assert.Equal(found, Absent(new Absence(1, new(2026, 10, dayOfOctober), TimeOnly.MinValue, null)).Draws(AbsentFromSchool.Check));

    [Theory]
    [InlineData("00:00", "09:00", false)] // came as it began
    [InlineData("00:00", "09:01", true)]
    [InlineData("09:29", null, true)]
    [InlineData("09:30", null, false)] // left as it ended
    [InlineData("08:00", "15:00", true)]
    [InlineData("09:10", "09:20", true)]
    public void Absent_during_the_session(string from, string? to, bool found) =>
        Assert.Equal(found, AbsentOnTheSixth(from, to).Draws(AbsentFromSchool.Check));

    [Theory, InlineData(9, true), InlineData(10, false)]
    public void The_minutes_away_account_for_an_absence(int minutesAway, bool found) =>
        Assert.Equal(found, AbsentOnTheSixth("09:20", null).Log(log => log with { MinutesAway = minutesAway }).Draws(AbsentFromSchool.Check));

    [Fact]
    public void Of_a_session_without_times_an_absence_of_the_whole_day_alone_is_one()
    {
        Assert.True(AbsentOnTheSixth("00:00", null).Log(log => log with { End = null }).Draws(AbsentFromSchool.Check));
        Assert.False(AbsentOnTheSixth("00:00", "12:00").Log(log => log with { End = null }).Draws(AbsentFromSchool.Check));
        Assert.False(AbsentOnTheSixth("08:00", null).Log(log => log with { End = null }).Draws(AbsentFromSchool.Check));
    }

    [Fact]
    public void It_names_the_absence_and_shows_the_day()
    {
        var finding = Absent(new Absence(7, new(2026, 10, 6), TimeOnly.MinValue, null)).FindingOf(AbsentFromSchool.Check)!;

        Assert.Equal(("absence", 7L), (finding.RecordKind, finding.RecordId));
        Assert.Equal(["2026-10-06"], finding.Saw);
    }

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([AbsentFromSchool.Code], AbsentOnTheSixth("00:00", null).AllCodes());

    [Fact]
    public void A_session_that_was_not_held_contradicts_no_absence() =>
        Assert.DoesNotContain(AbsentFromSchool.Code, AbsentOnTheSixth("00:00", null).Log(log => log with { Attendance = "A" }).AllCodes());

    [Fact]
    public void A_consultation_needs_no_student() =>
        Assert.False(AbsentOnTheSixth("00:00", null).Of("SPEECH", SessionMode.Consult).Draws(AbsentFromSchool.Check));

    [Fact]
    public void On_a_closed_day_that_is_the_fault() =>
        Assert.Equal(
            [SchoolClosed.Code],
            Absent(new Absence(1, new(2026, 10, 12), TimeOnly.MinValue, null)).On(new(2026, 10, 12)).AllCodes());

    private static EntryBuilder AbsentOnTheSixth(string from, string? to) =>
        Absent(new Absence(1, new(2026, 10, 6), Day.Time(from), to is null ? null : Day.Time(to)));

    private static EntryBuilder Absent(Absence absence) => An.Entry().WithStudent(student => student with { Absences = [absence] });
}
