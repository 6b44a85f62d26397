using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class PlanNotFinalTests
{
    [Theory, InlineData(5, false), InlineData(6, false), InlineData(7, true)]
    public void All_have_signed_by_the_day_of_the_session(int dayOfOctober, bool found) =>
        Assert.Equal(found, FinalizedOn(new(2026, 10, dayOfOctober)).Draws(PlanNotFinal.Check));

    [Fact]
    public void A_plan_that_was_never_signed_is_not_final() => Assert.True(FinalizedOn(null).Draws(PlanNotFinal.Check));

    [Fact]
    public void A_plan_that_is_not_billed_need_not_be() =>
        Assert.False(An.Entry().WithPlan(plan => plan with { PlanType = "504", FinalizedOn = null }).Draws(PlanNotFinal.Check));

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([PlanNotFinal.Code], FinalizedOn(new(2026, 10, 7)).AllCodes());

    private static EntryBuilder FinalizedOn(DateOnly? day) => An.Entry().WithPlan(plan => plan with { FinalizedOn = day });
}
