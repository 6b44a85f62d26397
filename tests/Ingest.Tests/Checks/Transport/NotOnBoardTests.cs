using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The ride is from a quarter past to half past eight.</summary>
public sealed class NotOnBoardTests
{
    [Theory]
    [InlineData(8, 0, 15, false)]
    [InlineData(8, 0, 16, true)]
    [InlineData(8, 29, 30, true)]
    [InlineData(8, 30, 30, false)]
    public void Whoever_is_in_a_session_is_not_on_board(int hour, int minute, int minutes, bool found) =>
        Assert.Equal(found, BesideTherapy(other => other.At(hour, minute, minutes)).Draws(NotOnBoard.Check));

    [Fact]
    public void The_ride_draws_this_code_alone_and_names_the_session()
    {
        var ride = BesideTherapy(other => other.At(8, 15, 30));

        Assert.Equal([NotOnBoard.Code], ride.AllCodes());
        Assert.Equal(("entry", 2L), (ride.FindingOf(NotOnBoard.Check)!.RecordKind, ride.FindingOf(NotOnBoard.Check)!.RecordId));
    }

    [Fact]
    public void The_therapy_stands() =>
        Assert.Empty(Rides.Ride().Of("SPEECH").By("P2").At(9, 0, 30).Beside(other => other.Of("TRANSPORT").By("P1").At(9, 15, 15)
            .Log(log => log with { Vehicle = "adapted-bus" })).AllCodes());

    [Theory, InlineData("school", true), InlineData("home", true), InlineData("community", false), InlineData("playground", false), InlineData("", false)]
    public void What_goes_on_in_no_building_may_go_on_in_the_bus(string place, bool found) =>
        Assert.Equal(found, BesideTherapy(other => other.At(8, 15, 30).Log(log => log with { Place = place })).Draws(NotOnBoard.Check));

    [Fact]
    public void A_session_that_was_not_held_or_another_students_takes_nobody_off_the_bus()
    {
        Assert.False(BesideTherapy(other => other.At(8, 15, 30).Log(log => log with { Attendance = "A" })).Draws(NotOnBoard.Check));
        Assert.False(BesideTherapy(other => other.For("S2").At(8, 15, 30)).Draws(NotOnBoard.Check));
    }

    [Fact]
    public void A_ride_without_times_is_reported_as_that_alone() =>
        Assert.False(BesideTherapy(other => other.At(8, 15, 30)).Log(log => log with { End = null }).Draws(NotOnBoard.Check));

    private static EntryBuilder BesideTherapy(Func<EntryBuilder, EntryBuilder> change) =>
        Rides.Ride().Beside(other => change(other.Of("SPEECH").By("P2")));
}
