using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The session under check is on 6 October 2026; the pack allows 90 days without a word of progress, so from 8 July on.</summary>
public sealed class ProgressOverdueTests
{
    [Fact]
    public void A_session_that_names_progress_is_not_overdue() =>
        Assert.False(OnRowFrom("2026-01-05").Draws(ProgressOverdue.Check));

    [Theory, InlineData("2026-07-08", false), InlineData("2026-07-07", true)]
    public void Without_any_word_the_days_are_counted_from_the_first_day_of_the_grid_row(string from, bool found) =>
        Assert.Equal(found, Silent(OnRowFrom(from)).Draws(ProgressOverdue.Check));

    [Theory, InlineData("2026-07-08", false), InlineData("2026-07-07", true)]
    public void The_last_session_that_named_progress_counts_whichever_month_it_is_of(string day, bool found) =>
        Assert.Equal(found, Silent(OnRowFrom("2026-01-05")).After(other => Speaking(other).On(DateOnly.Parse(day, null))).Draws(ProgressOverdue.Check));

    [Fact]
    public void One_of_the_same_month_counts_too() =>
        Assert.False(Silent(OnRowFrom("2026-01-05")).Beside(other => Speaking(other).On(new(2026, 10, 5))).Draws(ProgressOverdue.Check));

    [Fact]
    public void A_later_one_an_absence_and_another_service_do_not()
    {
        var silent = Silent(OnRowFrom("2026-01-05"))
            .Beside(other => Speaking(other).On(new(2026, 10, 7)))
            .Beside(other => Speaking(other).On(new(2026, 10, 5)).Log(log => log with { Attendance = "A" }))
            .Beside(other => Speaking(other).On(new(2026, 10, 5)).Of("OT"));

        Assert.True(silent.Draws(ProgressOverdue.Check));
    }

    [Fact]
    public void A_service_without_objectives_need_not_name_any() =>
        Assert.False(Silent(An.Entry().OnGridRow("30 min daily", "NURSING").Of("NURSING").WithGridRow(row => row with { From = new(2026, 1, 5) })).Draws(ProgressOverdue.Check));

    [Fact]
    public void A_consultation_and_a_session_outside_the_plan_are_not_looked_at()
    {
        Assert.False(Silent(OnRowFrom("2026-01-05")).Of("SPEECH", Core.Packs.SessionMode.Consult).Draws(ProgressOverdue.Check));
        Assert.False(Silent(An.Entry()).WithPlan(plan => plan with { Rows = [] }).Draws(ProgressOverdue.Check));
    }

    [Fact]
    public void It_says_since_when_and_draws_this_code_alone()
    {
        var silent = Silent(OnRowFrom("2026-01-05")).After(other => Speaking(other).On(new(2026, 7, 1)));

        Assert.Equal(["SPEECH", "2026-07-01", "97", "90"], silent.FindingOf(ProgressOverdue.Check)!.Saw);
        Assert.Equal([ProgressOverdue.Code], silent.AllCodes());
    }

    private static EntryBuilder OnRowFrom(string day) => An.Entry()
        .WithPlan(plan => plan with { From = new(2026, 1, 5), FinalizedOn = new(2026, 1, 4) })
        .WithGridRow(row => row with { From = DateOnly.Parse(day, null) });

    private static EntryBuilder Silent(EntryBuilder session) => session.Log(log => log with { Progress = "" });

    private static EntryBuilder Speaking(EntryBuilder session) => session.Log(log => log with { Progress = "8 of 10" });
}
