using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class DayCapTests
{
    // Occupational therapy may bill 8 units of 15 minutes a day; 127 minutes are 8 units, 128 are 9.
    [Theory, InlineData(127, false), InlineData(128, true)]
    public void A_session_alone_may_fill_the_day(int minutes, bool found) =>
        Assert.Equal(found, Therapy().Lasting(minutes).Draws(DayCap.Check));

    [Theory, InlineData(67, false), InlineData(68, true)]
    public void Earlier_sessions_of_the_day_count_and_are_summed_before_rounding(int minutes, bool found) =>
        Assert.Equal(found, Therapy().At(13, 0, 60).Beside(earlier => earlier.At(9, 0, minutes)).Draws(DayCap.Check));

    [Fact]
    public void Later_sessions_do_not_count() =>
        Assert.False(Therapy().Beside(later => later.At(13, 0, 120)).Draws(DayCap.Check));

    [Fact]
    public void The_cap_is_the_students_whoever_the_provider_is() =>
        Assert.True(Therapy().At(13, 0, 60).Beside(earlier => earlier.By("P2").At(9, 0, 75)).Draws(DayCap.Check));

    [Fact]
    public void Another_student_another_code_or_an_absence_does_not_count()
    {
        Assert.False(Therapy().At(13, 0, 60).Beside(earlier => earlier.For("S2").At(9, 0, 75)).Draws(DayCap.Check));
        Assert.False(Therapy().At(13, 0, 60).Beside(earlier => earlier.Of("SPEECH").By("P3").At(9, 0, 75)).Draws(DayCap.Check));
        Assert.DoesNotContain(DayCap.Code, Therapy().At(13, 0, 60)
            .Beside(earlier => earlier.At(9, 0, 75).Log(log => log with { Attendance = "A" })).AllCodes());
    }

    [Fact]
    public void A_code_without_a_cap_has_none() =>
        Assert.False(An.Entry().Lasting(400).Draws(DayCap.Check));

    [Fact]
    public void The_session_beyond_the_cap_draws_this_code_and_no_other()
    {
        var session = Therapy().At(13, 0, 60).Beside(earlier => earlier.At(9, 0, 75));

        Assert.Equal([DayCap.Code], session.AllCodes());
        Assert.Equal(["97530", "9", "8"], session.FindingOf(DayCap.Check)!.Saw);
    }

    private static EntryBuilder Therapy() => An.Entry()
        .In(new DistrictBuilder()
            .With(DistrictBuilder.Provider("P1", 1, "OT"))
            .With(DistrictBuilder.Provider("P2", 2, "OT"))
            .With(DistrictBuilder.Provider("P3", 3)))
        .OnGridRow("180 min daily", service: "OT")
        .Of("OT");
}
