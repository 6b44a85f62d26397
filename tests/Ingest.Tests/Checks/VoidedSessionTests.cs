using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>A session whose claim was voided, and that none bills: what is billed cannot rest on it, and it keeps the room that it takes.</summary>
public sealed class VoidedSessionTests
{
    private static readonly DateOnly _monday = new(2026, 10, 5);

    [Fact]
    public void It_carries_no_ride_that_is_billed() =>
        Assert.Equal([TripWithoutService.Code], Rides.Ride().OnLiveClaim().Beside(therapy => Voided(therapy)).AllCodes());

    [Fact]
    public void It_carries_a_ride_that_is_billed_with_it() => Assert.Equal([], Rides.Ride().Beside(therapy => Voided(therapy)).AllCodes());

    [Fact]
    public void A_session_never_billed_does_not_take_its_room_in_the_week() =>
        Assert.True(An.Entry().OnGridRow("30 min per week").Beside(other => other.On(_monday).Voided()).Draws(MinutesOverGrid.Check));

    [Fact]
    public void A_session_never_billed_does_not_take_its_room_in_the_day() =>
        Assert.True(Therapy().At(13, 0, 60).Beside(earlier => earlier.At(9, 0, 75).Voided()).Draws(DayCap.Check));

    [Fact]
    public void It_is_held_to_the_caps_itself()
    {
        Assert.True(An.Entry().OnGridRow("30 min per week").Beside(other => other.On(_monday)).Voided().Draws(MinutesOverGrid.Check));
        Assert.True(Therapy().At(13, 0, 60).Beside(earlier => earlier.At(9, 0, 75)).Voided().Draws(DayCap.Check));
    }

    private static EntryBuilder Voided(EntryBuilder therapy) => therapy.Of("SPEECH").By("P2").At(9, 0, 30).Voided();

    private static EntryBuilder Therapy() => An.Entry()
        .In(new DistrictBuilder().With(DistrictBuilder.Provider("P1", 1, "OT")))
        .OnGridRow("180 min daily", service: "OT")
        .Of("OT");
}
