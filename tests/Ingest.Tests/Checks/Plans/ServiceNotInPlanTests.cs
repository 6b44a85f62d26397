using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ServiceNotInPlanTests
{
    [Fact]
    public void A_service_of_the_grid_passes() => Assert.False(An.Entry().Draws(ServiceNotInPlan.Check));

    [Fact]
    public void A_service_that_is_not_in_the_grid_draws_this_code_alone() =>
        Assert.Equal([ServiceNotInPlan.Code], An.Entry().WithGridRow(row => row with { Service = "OT" }).AllCodes());

    [Fact]
    public void A_row_for_the_extended_school_year_is_none_on_a_school_day() =>
        Assert.Equal([ServiceNotInPlan.Code], An.Entry().WithGridRow(row => row with { Esy = true }).AllCodes());

    [Fact]
    public void A_service_that_nobody_knows_is_not_this_fault() =>
        Assert.False(An.Entry().Of("ART").Draws(ServiceNotInPlan.Check));

    [Fact]
    public void A_student_without_a_plan_is_not_this_fault() =>
        Assert.False(An.Entry().WithStudent(student => student with { Plans = [] }).Draws(ServiceNotInPlan.Check));
}
