using System.Text.Json.Nodes;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Occupational therapy is capped at six quarter hours a week; the session under check is half an hour on Tuesday 6 October 2026.</summary>
public sealed class PeriodUnitsTests
{
    private static readonly DateOnly _monday = new(2026, 10, 5);

    [Theory, InlineData(67, false), InlineData(68, true)]
    public void The_week_holds_so_many_units(int minutesOnMonday, bool found) =>
        Assert.Equal(found, Therapy("week").Beside(earlier => earlier.On(_monday).Lasting(minutesOnMonday)).Draws(PeriodUnits.Check));

    [Fact]
    public void A_days_minutes_are_summed_before_they_are_rounded()
    {
        // 60 minutes on Monday are four units; 7 and 30 on Tuesday are two, 7 and 31 are three.
        var session = Therapy("week").Beside(earlier => earlier.On(_monday).Lasting(60)).Beside(earlier => earlier.At(8, 0, 7));

        Assert.False(session.Draws(PeriodUnits.Check));
        Assert.True(session.Lasting(31).Draws(PeriodUnits.Check));
    }

    [Fact]
    public void Later_sessions_and_other_weeks_do_not_count() =>
        Assert.False(
            Therapy("week").Beside(later => later.On(_monday.AddDays(2)).Lasting(90)).Beside(before => before.On(_monday.AddDays(-3)).Lasting(90))
                .Draws(PeriodUnits.Check));

    [Fact]
    public void A_month_is_a_period_too() =>
        Assert.True(Therapy("month").Beside(before => before.On(new(2026, 10, 1)).Lasting(90)).Draws(PeriodUnits.Check));

    [Fact]
    public void A_week_that_began_in_another_month_is_one_week()
    {
        var thursday = Therapy("week").On(new(2026, 10, 1));

        Assert.False(thursday.After(before => before.On(new(2026, 9, 28)).Lasting(60)).Draws(PeriodUnits.Check));
        Assert.True(thursday.After(before => before.On(new(2026, 9, 29)).Lasting(15)).Draws(PeriodUnits.Check));
    }

    [Fact]
    public void The_cap_is_the_students_whoever_the_provider_is() =>
        Assert.True(Therapy("week").Beside(earlier => earlier.On(_monday).By("P2").Lasting(90)).Draws(PeriodUnits.Check));

    [Fact]
    public void A_code_without_a_cap_has_none() =>
        Assert.False(An.Entry().Beside(earlier => earlier.On(_monday).Lasting(400)).Draws(PeriodUnits.Check));

    [Fact]
    public void It_shows_the_units_and_the_week_and_draws_this_code_alone()
    {
        var session = Therapy("week").Beside(earlier => earlier.On(_monday).Lasting(90));

        Assert.Equal(["97530", "8", "6", "2026-10-05", "2026-10-11"], session.FindingOf(PeriodUnits.Check)!.Saw);
        Assert.Equal([PeriodUnits.Code], session.AllCodes());
    }

    private static EntryBuilder Therapy(string per) => An.Entry()
        .In(new DistrictBuilder { Pack = Packs.NewHampshireWithCodes("OT", "periodCap", new JsonObject { ["units"] = 6, ["per"] = per }) }
            .With(DistrictBuilder.Provider("P1", 1, "OT"))
            .With(DistrictBuilder.Provider("P2", 2, "OT")))
        .OnGridRow("180 min daily", service: "OT")
        .Of("OT");
}
