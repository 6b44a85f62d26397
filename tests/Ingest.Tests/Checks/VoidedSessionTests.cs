using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>A session whose claim was voided, and that none bills: for others it is as if it were not billable, for itself nothing changes.</summary>
public sealed class VoidedSessionTests
{
    private static readonly DateOnly _monday = new(2026, 10, 5);

    [Fact]
    public void It_carries_no_ride() =>
        Assert.Equal([TripWithoutService.Code], Rides.Ride().Beside(therapy => therapy.Of("SPEECH").By("P2").At(9, 0, 30).Voided()).AllCodes());

    [Fact]
    public void It_carries_a_ride_that_was_voided_with_it() =>
        Assert.Equal([], Rides.Ride().Voided().Beside(therapy => therapy.Of("SPEECH").By("P2").At(9, 0, 30).Voided()).AllCodes());

    [Fact]
    public void It_leaves_no_room_to_sessions_that_are_billed_again_with_it()
    {
        Assert.True(An.Entry().OnGridRow("30 min per week").Voided().Beside(other => other.On(_monday).Voided()).Draws(MinutesOverGrid.Check));
        Assert.True(Therapy().At(13, 0, 60).Voided().Beside(earlier => earlier.At(9, 0, 75).Voided()).Draws(DayCap.Check));
    }

    [Fact]
    public void Its_minutes_and_sessions_leave_room_in_the_week()
    {
        Assert.Equal([], An.Entry().OnGridRow("30 min per week").Beside(other => other.On(_monday).Voided()).AllCodes());
        Assert.Equal([], An.Entry().OnGridRow("30 min 1x/week").Beside(other => other.On(_monday).Voided()).AllCodes());
    }

    [Fact]
    public void Its_units_leave_room_in_the_day()
    {
        Assert.False(Therapy().At(13, 0, 60).Beside(earlier => earlier.At(9, 0, 75).Voided()).Draws(DayCap.Check));
        Assert.True(Therapy().At(13, 0, 60).Beside(earlier => earlier.At(9, 0, 75)).Draws(DayCap.Check));
    }

    [Fact]
    public void It_is_held_to_the_caps_itself()
    {
        Assert.True(An.Entry().OnGridRow("30 min per week").Beside(other => other.On(_monday)).Voided().Draws(MinutesOverGrid.Check));
        Assert.True(Therapy().At(13, 0, 60).Beside(earlier => earlier.At(9, 0, 75)).Voided().Draws(DayCap.Check));
    }

    private static EntryBuilder Therapy() => An.Entry()
        .In(new DistrictBuilder().With(DistrictBuilder.Provider("P1", 1, "OT")))
        .OnGridRow("180 min daily", service: "OT")
        .Of("OT");
}
