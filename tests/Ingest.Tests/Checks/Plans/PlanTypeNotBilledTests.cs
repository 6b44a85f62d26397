using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class PlanTypeNotBilledTests
{
    [Theory, InlineData("IEP", false), InlineData("OTHER", false), InlineData("504", true), InlineData("ISP", true), InlineData("IFSP", true)]
    public void Only_the_packs_kinds_of_plan_are_billed(string planType, bool found) =>
        Assert.Equal(found, Under(planType).Draws(PlanTypeNotBilled.Check));

    [Fact]
    public void It_shows_the_kind_and_those_that_are_billed() =>
        Assert.Equal(["504", "IEP, OTHER"], Under("504").FindingOf(PlanTypeNotBilled.Check)!.Saw);

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([PlanTypeNotBilled.Code], Under("504").AllCodes());

    [Fact]
    public void A_student_without_a_plan_has_no_kind_of_plan() =>
        Assert.False(An.Entry().WithStudent(student => student with { Plans = [] }).Draws(PlanTypeNotBilled.Check));

    private static EntryBuilder Under(string planType) => An.Entry().WithPlan(plan => plan with { PlanType = planType });
}
