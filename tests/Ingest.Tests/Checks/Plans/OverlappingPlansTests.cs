using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Several plans of one student: which one speaks for a session on October 6, and that it draws no more than its own fault.</summary>
public sealed class OverlappingPlansTests
{
    private static readonly GridRow _speech = DistrictBuilder.Row(11, "SPEECH", "30 min 2x/week");
    private static readonly GridRow _nursing = DistrictBuilder.Row(12, "NURSING", "daily, 15 min");

    [Theory, InlineData("2026-10-05", 2), InlineData("2026-10-06", 2), InlineData("2026-10-07", 1)]
    public void An_amendment_speaks_from_its_first_day_on(string amendedOn, long planId) =>
        Assert.Equal(planId, PlanOfTheSession(Plan(1, "IEP", _speech), Plan(2, "IEP", _speech) with { From = Day.Of(amendedOn) }));

    [Fact]
    public void Of_two_that_began_on_one_day_the_one_recorded_last_speaks_in_any_order()
    {
        Assert.Equal(2, PlanOfTheSession(Plan(1, "IEP", _speech), Plan(2, "IEP", _speech)));
        Assert.Equal(2, PlanOfTheSession(Plan(2, "IEP", _speech), Plan(1, "IEP", _speech)));
    }

    [Fact]
    public void A_service_that_an_amendment_dropped_is_in_the_plan_no_more() =>
        Assert.Equal(
            [ServiceNotInPlan.Code],
            Planned(Plan(1, "IEP", _speech), Plan(2, "IEP", _nursing) with { From = new(2026, 10, 1) }).AllCodes());

    [Fact]
    public void A_health_plan_beside_the_IEP_takes_nothing_from_it() =>
        Assert.Empty(Planned(Plan(1, "IEP", _speech), Plan(2, "504", _nursing) with { From = new(2026, 10, 1) }).AllCodes());

    [Fact]
    public void Of_two_kinds_of_plan_with_the_service_the_later_one_speaks() =>
        Assert.Equal(
            [PlanTypeNotBilled.Code],
            Planned(Plan(1, "IEP", _speech), Plan(2, "504", _speech) with { From = new(2026, 10, 1), FinalizedOn = null }).AllCodes());

    [Fact]
    public void A_plan_that_has_ended_speaks_no_more() =>
        Assert.Equal(1, PlanOfTheSession(Plan(1, "IEP", _speech), Plan(2, "IEP", _speech) with { From = new(2026, 9, 15), To = new(2026, 10, 5) }));

    [Fact]
    public void The_fault_of_a_superseded_plan_is_none() =>
        Assert.Empty(Planned(
            Plan(1, "504", _speech) with { To = new(2026, 9, 30) },
            Plan(2, "IEP") with { FinalizedOn = null },
            Plan(3, "IEP", _speech) with { From = new(2026, 10, 6) }).AllCodes());

    private static Plan Plan(long id, string planType, params GridRow[] rows) => DistrictBuilder.Plan(id, rows) with { PlanType = planType };

    private static long? PlanOfTheSession(params Plan[] plans) => Planned(plans).Build().Entry.Plan?.PlanId;

    private static EntryBuilder Planned(params Plan[] plans) => An.Entry().WithStudent(student => student with { Plans = plans });
}
