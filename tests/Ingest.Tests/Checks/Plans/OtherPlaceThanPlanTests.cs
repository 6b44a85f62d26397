using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OtherPlaceThanPlanTests
{
    [Theory]
    [InlineData("school", "school", false)]
    [InlineData("home", "school", true)]
    [InlineData("home", "", false)]
    [InlineData("", "school", false)]
    public void The_session_is_where_the_plan_says(string logged, string planned, bool found) =>
        Assert.Equal(found, At(logged, planned).Draws(OtherPlaceThanPlan.Check));

    [Fact]
    public void Telehealth_is_at_no_place() =>
        Assert.False(At("home", "school").Log(log => log with { Telehealth = true }).Draws(OtherPlaceThanPlan.Check));

    [Fact]
    public void It_says_where_it_was_and_where_the_plan_has_it() =>
        Assert.Equal(["home", "school"], At("home", "school").FindingOf(OtherPlaceThanPlan.Check)!.Saw);

    [Fact]
    public void A_place_that_is_none_is_that_fault_alone() => Assert.Equal([UnknownPlace.Code], At("playground", "school").AllCodes());

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([OtherPlaceThanPlan.Code], At("home", "school").AllCodes());

    private static EntryBuilder At(string logged, string planned) =>
        An.Entry().Log(log => log with { Place = logged }).WithGridRow(row => row with { Location = planned });
}
