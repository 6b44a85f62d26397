using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Whatever the service, one thing missing in the plan draws one finding: nothing that rests on it is asked for too.</summary>
public sealed class OneFaultTests
{
    public static TheoryData<string, string> Services => new()
    {
        { "SPEECH", "SLP" }, { "OT", "OT" }, { "PT", "PT" }, { "NURSING", "RN" }, { "COUNSELING", "LCSW" }, { "PERSONAL_CARE", "AIDE" }, { "TRANSPORT", "DRIVER" },
    };

    [Theory, MemberData(nameof(Services))]
    public void Nothing_missing_draws_nothing(string service, string credential) =>
        Assert.Empty(Session(service, credential, plan => plan).AllCodes());

    [Theory, MemberData(nameof(Services))]
    public void A_missing_plan(string service, string credential) =>
        Assert.Equal([NoPlan.Code], Session(service, credential, plan => plan with { To = new(2026, 10, 5) }).AllCodes());

    [Theory, MemberData(nameof(Services))]
    public void A_missing_row(string service, string credential) =>
        Assert.Equal([ServiceNotInPlan.Code], Session(service, credential, plan => plan with { Rows = [.. plan.Rows.Where(row => row.Service != service)] }).AllCodes());

    [Theory, MemberData(nameof(Services))]
    public void A_row_that_has_ended(string service, string credential) =>
        Assert.Equal([OutsideRowDates.Code], Session(service, credential, plan => plan with { Rows = [.. plan.Rows.Select(row => Ended(row, service))] }).AllCodes());

    [Theory, MemberData(nameof(Services))]
    public void A_plan_of_a_kind_that_is_not_billed_and_was_never_signed(string service, string credential) =>
        Assert.Equal([PlanTypeNotBilled.Code], Session(service, credential, plan => plan with { PlanType = "504", FinalizedOn = null }).AllCodes());

    [Fact]
    public void A_row_of_the_other_mode_whose_frequency_cannot_be_read_has_two_faults() =>
        Assert.Equal(
            [UnreadableFrequency.Code, OtherModeThanPlan.Code],
            An.Entry().OnGridRow("as needed", mode: Core.Packs.SessionMode.Group).AllCodes());

    [Theory, InlineData("2026-10-05"), InlineData("2026-10-06"), InlineData("2026-10-07")]
    public void An_amendment_in_the_middle_of_a_week_leaves_neither_part_without_a_plan(string day)
    {
        var before = DistrictBuilder.Plan(1, [DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week") with { To = new(2026, 10, 6) }]) with { To = new(2026, 10, 6) };
        var after = DistrictBuilder.Plan(2, [DistrictBuilder.Row(2, "SPEECH", "30 min 3x/week") with { From = new(2026, 10, 7) }]) with { From = new(2026, 10, 7), FinalizedOn = new(2026, 10, 7) };

        Assert.Empty(An.Entry().On(Day.Of(day)).WithStudent(student => student with { Plans = [before, after] }).AllCodes());
    }

    [Fact]
    public void Sessions_under_the_old_plan_use_nothing_of_the_amendment()
    {
        var before = DistrictBuilder.Plan(1, [DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week")]);
        var after = DistrictBuilder.Plan(2, [DistrictBuilder.Row(2, "SPEECH", "30 min 1x/week")]) with { From = new(2026, 10, 7), FinalizedOn = new(2026, 10, 7) };
        var (_, context) = An.Entry().On(new(2026, 10, 5)).WithStudent(student => student with { Plans = [before, after] })
            .Beside(other => other.On(new(2026, 10, 6)))
            .Beside(other => other.On(new(2026, 10, 7)))
            .Beside(other => other.On(new(2026, 10, 8)))
            .Build();

        Assert.Equal([(4L, MinutesOverGrid.Code)], CheckEngine.Run(context).Select(finding => (finding.EntryId, finding.Code)));
    }

    private static GridRow Ended(GridRow row, string service) => row.Service == service ? row with { To = new(2026, 10, 5) } : row;

    /// <summary>A session of the service; a ride on a day with a session of nursing.</summary>
    private static EntryBuilder Session(string service, string credential, Func<Plan, Plan> change)
    {
        var district = new DistrictBuilder().With(DistrictBuilder.Provider("P2", 2, "RN"));
        var session = An.Entry().In(district).Of(service).WithCredential(each => each with { Name = credential })
            .WithProvider(provider => provider with { Supervisions = [new(new(2026, 10, 1), "P2", "direct")] }).WithStudent(student => student with
            {
                Orders = [student.Orders[0] with { Service = service }, student.Orders[0] with { OrderId = 2, Service = "NURSING" }],
                Plans = [change(DistrictBuilder.Plan(1,
            [
                DistrictBuilder.Row(1, service, "5 x 30 min per week") with { Adaptation = "adapted-van" },
                .. service == "NURSING" ? [] : new[] { DistrictBuilder.Row(2, "NURSING", "5 x 30 min per week") },
            ]))],
            });
        session = service switch
        {
            "TRANSPORT" => session.Log(log => log with { Vehicle = "adapted-van" }),
            "PERSONAL_CARE" => session.Log(log => log with { CosignedBy = "P2", CosignedAt = log.SignedAt }),
            _ => session,
        };
        return service == "NURSING"
            ? session
            : session.Beside(other => other.Of("NURSING").By("P2").At(11, 0, 30).Log(log => log with { CosignedBy = "", CosignedAt = null, Vehicle = "" }));
    }
}
