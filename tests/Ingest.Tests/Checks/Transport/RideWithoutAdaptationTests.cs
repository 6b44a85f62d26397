using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class RideWithoutAdaptationTests
{
    [Fact]
    public void The_plan_names_what_the_student_needs() => Assert.False(Rides.Ride().Draws(RideWithoutAdaptation.Check));

    [Fact]
    public void A_plan_that_names_nothing_draws_this_code_and_no_other() =>
        Assert.Equal([RideWithoutAdaptation.Code], WithRideRow(row => row with { Adaptation = "" }).AllCodes());

    [Fact]
    public void Transportation_that_is_not_in_the_plan_is_a_missing_row() =>
        Assert.False(WithRideRow(row => row with { Service = "OT", Adaptation = "" }).Draws(RideWithoutAdaptation.Check));

    [Fact]
    public void A_therapy_needs_no_adaptation() => Assert.False(An.Entry().Draws(RideWithoutAdaptation.Check));

    private static EntryBuilder WithRideRow(Func<GridRow, GridRow> change) =>
        Rides.Ride().WithTherapy().WithPlan(plan => plan with { Rows = [plan.Rows[0], change(plan.Rows[1])] });
}
