using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class TripWithoutServiceTests
{
    [Fact]
    public void A_ride_on_a_day_with_therapy_is_billed() => Assert.Empty(Rides.Ride().WithTherapy().AllCodes());

    [Fact]
    public void A_ride_without_draws_this_code_and_no_other()
    {
        Assert.Equal([TripWithoutService.Code], Rides.Ride().AllCodes());
        Assert.Equal(Severity.NotBillable, Rides.Ride().FindingOf(TripWithoutService.Check)!.Severity);
    }

    [Fact]
    public void The_way_back_is_no_other_service() =>
        Assert.Equal([TripWithoutService.Code], Rides.Ride().Beside(back => back.At(14, 45, 15)).AllCodes());

    [Fact]
    public void A_therapy_that_is_not_billable_does_not_carry_a_ride()
    {
        Assert.Equal([TripWithoutService.Code], Rides.Ride()
            .Beside(unsigned => unsigned.Of("SPEECH").By("P2").At(9, 0, 30).Log(log => log with { SignedBy = "" })).AllCodes());
        Assert.Equal([TripWithoutService.Code], Rides.Ride()
            .Beside(absent => absent.Of("SPEECH").By("P2").At(9, 0, 30).Log(log => log with { Attendance = "A" })).AllCodes());
    }

    [Fact]
    public void A_therapy_of_another_day_does_not_carry_it_either() =>
        Assert.True(Rides.Ride().Beside(other => other.Of("SPEECH").By("P2").On(new DateOnly(2026, 10, 7))).Draws(TripWithoutService.Check));

    [Fact]
    public void A_therapy_needs_no_other_service() => Assert.False(An.Entry().Draws(TripWithoutService.Check));
}
