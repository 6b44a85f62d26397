using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class TooManyTripsTests
{
    [Fact]
    public void The_third_ride_of_a_day_draws_this_code_and_no_other()
    {
        var third = Rides.Ride().At(14, 45, 15).Beside(first => first.At(8, 0, 15)).Beside(second => second.At(12, 0, 15)).WithTherapy();

        Assert.Equal([TooManyTrips.Code], third.AllCodes());
        Assert.Equal(["3", "2"], third.FindingOf(TooManyTrips.Check)!.Saw);
    }

    [Fact]
    public void The_first_two_are_left_alone() =>
        Assert.Empty(Rides.Ride().At(12, 0, 15).Beside(first => first.At(8, 0, 15)).Beside(third => third.At(14, 45, 15)).WithTherapy().AllCodes());

    [Fact]
    public void Rides_that_are_not_billed_do_not_count() =>
        Assert.Empty(Rides.Ride().At(14, 45, 15)
            .Beside(first => first.At(8, 0, 15))
            .Beside(absent => absent.At(12, 0, 15).Log(log => log with { Attendance = "A" }))
            .WithTherapy().AllCodes());

    [Fact]
    public void Those_of_another_student_or_day_do_not_count() =>
        Assert.False(Rides.Ride().At(14, 45, 15)
            .Beside(other => other.For("S2").At(8, 0, 15))
            .Beside(yesterday => yesterday.On(new DateOnly(2026, 10, 5)).At(8, 0, 15))
            .Draws(TooManyTrips.Check));
}
