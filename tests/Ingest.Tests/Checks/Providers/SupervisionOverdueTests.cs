using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The session is on 6 October 2026; thirty days before it is 6 September.</summary>
public sealed class SupervisionOverdueTests
{
    [Theory, InlineData("2026-09-06", false), InlineData("2026-09-05", true), InlineData("2026-10-06", false), InlineData("2026-10-07", true)]
    public void Supervision_holds_for_thirty_days_from_its_own(string on, bool found) =>
        Assert.Equal(found, Assistant(new Supervision(Day.Of(on), "P2", "direct")).Draws(SupervisionOverdue.Check));

    [Fact]
    public void The_finding_names_the_last_supervision_and_the_interval()
    {
        var finding = Assistant(new Supervision(new(2026, 8, 1), "P2", "direct"), new Supervision(new(2026, 7, 1), "P2", "direct"))
            .FindingOf(SupervisionOverdue.Check)!;

        Assert.Equal((Severity.Warn, "provider", 1L), (finding.Severity, finding.RecordKind, finding.RecordId));
        Assert.Equal(["2026-08-01", "30"], finding.Saw);
    }

    [Fact]
    public void Without_any_supervision_the_date_is_empty() => Assert.Equal(["", "30"], Assistant().FindingOf(SupervisionOverdue.Check)!.Saw);

    [Theory, InlineData("2026-09-06", false), InlineData("2026-09-05", true)]
    public void Who_is_new_has_as_many_days_for_the_first_one(string employedFrom, bool found) =>
        Assert.Equal(found, Assistant().WithProvider(provider => provider with { EmployedFrom = Day.Of(employedFrom) }).Draws(SupervisionOverdue.Check));

    [Theory, InlineData("P9", "direct"), InlineData("P3", "direct"), InlineData("P2", "indirect")]
    public void An_unknown_supervisor_another_discipline_and_a_kind_that_does_not_count_are_none(string supervisor, string kind) =>
        Assert.True(Assistant(new Supervision(new(2026, 10, 1), supervisor, kind)).Draws(SupervisionOverdue.Check));

    [Theory, InlineData("2026-09-30", true), InlineData("2026-10-01", false)]
    public void The_supervisors_licence_was_in_force_on_the_day_of_supervision(string validTo, bool found)
    {
        var lapsed = DistrictBuilder.Provider("P2", 2) with { Credentials = [new("SLP", new(2024, 1, 1), Day.Of(validTo), "L-2", "")] };

        Assert.Equal(found, Assistant(lapsed, new Supervision(new(2026, 10, 1), "P2", "direct")).Draws(SupervisionOverdue.Check));
    }

    [Fact]
    public void Who_works_alone_needs_none() => Assert.False(An.Entry().Draws(SupervisionOverdue.Check));

    [Fact]
    public void A_lapsed_licence_of_the_assistant_is_reported_as_that_alone() =>
        Assert.False(Assistant().WithCredential(credential => credential with { To = new DateOnly(2026, 10, 5) }).Draws(SupervisionOverdue.Check));

    [Fact]
    public void The_pack_says_how_often()
    {
        var district = WithAssistant(DistrictBuilder.Provider("P2", 2), new Supervision(new(2026, 10, 4), "P2", "direct"));
        district.Pack = Packs.NewHampshireWith("provider.supervisionDays", 1);

        Assert.Equal(["2026-10-04", "1"], An.Entry().In(district).FindingOf(SupervisionOverdue.Check)!.Saw);
    }

    [Fact]
    public void The_pack_says_how_heavy_it_weighs()
    {
        var district = WithAssistant(DistrictBuilder.Provider("P2", 2));
        district.Pack = Packs.NewHampshireWith("provider.supervisionSeverity", "reject");

        Assert.Equal(Severity.Reject, An.Entry().In(district).FindingOf(SupervisionOverdue.Check)!.Severity);
    }

    private static EntryBuilder Assistant(params Supervision[] supervisions) => Assistant(DistrictBuilder.Provider("P2", 2), supervisions);

    private static EntryBuilder Assistant(Provider supervisor, params Supervision[] supervisions) => An.Entry().In(WithAssistant(supervisor, supervisions));

    private static DistrictBuilder WithAssistant(Provider supervisor, params Supervision[] supervisions) => new DistrictBuilder()
        .With(DistrictBuilder.Provider("P1", 1, "SLPA", "P2") with { Supervisions = supervisions })
        .With(supervisor)
        .With(DistrictBuilder.Provider("P3", 3, "OT"));
}
