using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The student is evaluated on 6 October 2026; a plan must be in force or begin within 60 days, by 5 December.</summary>
public sealed class EvaluationNotCoveredTests
{
    [Theory, InlineData("2026-12-05", false), InlineData("2026-12-06", true)]
    public void An_evaluation_leads_to_a_plan_in_time(string from, bool found) =>
        Assert.Equal(found, Evaluation().WithPlan(plan => plan with { From = DateOnly.Parse(from, null) }).Draws(EvaluationNotCovered.Check));

    [Theory, InlineData("2026-10-06", false), InlineData("2026-10-05", true)]
    public void Or_there_is_one_already(string to, bool found) =>
        Assert.Equal(found, Evaluation().WithPlan(plan => plan with { To = DateOnly.Parse(to, null) }).Draws(EvaluationNotCovered.Check));

    [Fact]
    public void It_need_not_stand_in_the_plan() => Assert.Empty(Evaluation().AllCodes());

    [Fact]
    public void Without_any_plan_it_draws_this_code_alone()
    {
        var session = Evaluation().WithStudent(student => student with { Plans = [] });

        Assert.Equal([EvaluationNotCovered.Code], session.AllCodes());
        Assert.Equal(["2026-10-06", "60"], session.FindingOf(EvaluationNotCovered.Check)!.Saw);
    }

    [Fact]
    public void Where_the_pack_does_not_ask_for_a_plan_afterwards_it_must_stand_in_one_like_any_service()
    {
        var pack = Packs.NewHampshireWithService("SPEECH_EVAL", "evaluation", new System.Text.Json.Nodes.JsonObject
        {
            ["most"] = 1,
            ["withinDays"] = 180,
            ["planWithinDays"] = null,
        });

        Assert.Equal([ServiceNotInPlan.Code], Evaluation(pack).AllCodes());
        Assert.Equal([NoPlan.Code], Evaluation(pack).WithStudent(student => student with { Plans = [] }).AllCodes());
    }

    [Fact]
    public void Other_services_are_not_evaluations() =>
        Assert.False(An.Entry().WithStudent(student => student with { Plans = [] }).Draws(EvaluationNotCovered.Check));

    internal static EntryBuilder Evaluation(Core.Packs.RulePack? pack = null) => An.Entry().In(new DistrictBuilder { Pack = pack ?? Packs.NewHampshire })
        .Of("SPEECH_EVAL")
        .WithOrder(order => order with { Service = "SPEECH_EVAL" });
}
