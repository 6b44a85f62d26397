using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>S1 is at the school MAIN from nine to half past nine, S2 at EAST; five minutes lie between the two.</summary>
public sealed class NoTimeToTravelTests
{
    [Theory]
    [InlineData(8, 25, 30, false)]
    [InlineData(8, 26, 30, true)]
    [InlineData(8, 30, 30, true)]
    [InlineData(8, 31, 30, false)] // an overlap, OVL_PROVIDER's
    [InlineData(9, 30, 30, false)] // the later session draws it
    public void Five_minutes_lie_between_two_schools(int hour, int minute, int minutes, bool found) =>
        Assert.Equal(found, BesideEast(other => other.At(hour, minute, minutes)).Draws(NoTimeToTravel.Check));

    [Fact]
    public void The_finding_names_the_session_before_and_the_minutes_between()
    {
        var finding = BesideEast(other => other.At(8, 27, 30)).FindingOf(NoTimeToTravel.Check)!;

        Assert.Equal((Severity.Warn, "entry", 2L), (finding.Severity, finding.RecordKind, finding.RecordId));
        Assert.Equal(["3", "08:57", "5"], finding.Saw);
    }

    [Fact]
    public void The_session_right_before_counts_not_an_earlier_one() =>
        Assert.False(BesideEast(other => other.At(8, 0, 30)).Beside(other => other.For("S3").At(8, 30, 30)).Draws(NoTimeToTravel.Check));

    [Theory, InlineData("home"), InlineData("community"), InlineData("playground"), InlineData("")]
    public void Only_sessions_at_school_are_at_a_school(string place) =>
        Assert.False(BesideEast(other => other.At(8, 30, 30).Log(log => log with { Place = place })).Draws(NoTimeToTravel.Check));

    [Fact]
    public void Nobody_travels_for_a_video_call_or_a_session_that_was_not_held()
    {
        Assert.False(BesideEast(other => other.At(8, 30, 30).Log(log => log with { Telehealth = true })).Draws(NoTimeToTravel.Check));
        Assert.False(BesideEast(other => other.At(8, 30, 30).Log(log => log with { Attendance = "A" })).Draws(NoTimeToTravel.Check));
    }

    [Fact]
    public void An_unknown_student_is_at_no_school() =>
        Assert.False(BesideEast(other => other.For("nobody").At(8, 30, 30)).Draws(NoTimeToTravel.Check));

    [Fact]
    public void The_pack_says_how_many_minutes() =>
        Assert.False(BesideEast(other => other.At(8, 30, 30), Packs.NewHampshireWith("provider.travelMinutes", 0)).Draws(NoTimeToTravel.Check));

    private static EntryBuilder BesideEast(Func<EntryBuilder, EntryBuilder> change, RulePack? pack = null) => An.Entry()
        .In(new DistrictBuilder { Pack = pack ?? Packs.NewHampshire }
            .WithSchool("EAST")
            .With(DistrictBuilder.Student("S2", 2) with { Enrolments = [new Enrolment("EAST", DistrictBuilder.YearBegins, null)] })
            .With(DistrictBuilder.Student("S3", 3)))
        .Beside(other => change(other.For("S2")));
}
