using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class VehicleNotAdaptedTests
{
    [Theory]
    [InlineData("adapted-bus", null)]
    [InlineData("adapted-van", null)]
    [InlineData("school-bus", Severity.NotBillable)]
    [InlineData("", Severity.Reject)]
    public void A_ride_is_on_an_adapted_vehicle_which_the_log_names(string vehicle, Severity? severity) =>
        Assert.Equal(severity, In(vehicle).FindingOf(VehicleNotAdapted.Check)?.Severity);

    [Theory, InlineData("school-bus"), InlineData("")]
    public void Another_one_draws_this_code_and_no_other(string vehicle) =>
        Assert.Equal([VehicleNotAdapted.Code], In(vehicle).WithTherapy().AllCodes());

    [Fact]
    public void A_therapy_has_no_vehicle() => Assert.False(An.Entry().Draws(VehicleNotAdapted.Check));

    private static EntryBuilder In(string vehicle) => Rides.Ride().Log(log => log with { Vehicle = vehicle });
}
