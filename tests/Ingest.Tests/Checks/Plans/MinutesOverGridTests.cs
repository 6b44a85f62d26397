using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The session under check is on Tuesday 6 October 2026; its week is 5 to 11 October, with five days of school.</summary>
public sealed class MinutesOverGridTests
{
    private static readonly DateOnly _monday = new(2026, 10, 5);
    private static readonly DateOnly _thursday = new(2026, 10, 8);

    [Theory, InlineData(30, false), InlineData(31, true)]
    public void More_minutes_than_the_grid_says_are_too_many(int minutes, bool found) =>
        Assert.Equal(found, OnRow("30 min per week").Lasting(minutes).Draws(MinutesOverGrid.Check));

    [Fact]
    public void The_earlier_sessions_of_the_week_come_first()
    {
        var third = OnRow("60 min per week").Beside(other => other.On(_monday)).Beside(other => other.On(_monday).At(10, 0, 30));
        var first = OnRow("60 min per week").Beside(other => other.On(_thursday)).Beside(other => other.On(_thursday).At(10, 0, 30));

        Assert.True(third.Draws(MinutesOverGrid.Check));
        Assert.False(first.Draws(MinutesOverGrid.Check));
    }

    [Fact]
    public void A_shorter_session_after_one_that_did_not_fit_may_still_fit() =>
        Assert.False(OnRow("60 min per week").Beside(other => other.On(_monday).Lasting(61)).Draws(MinutesOverGrid.Check));

    [Fact]
    public void It_shows_the_minutes_the_limit_and_the_week()
    {
        var finding = OnRow("45 min per week").Beside(other => other.On(_monday)).FindingOf(MinutesOverGrid.Check)!;

        Assert.Equal(["30", "30", "45", "2026-10-05", "2026-10-11"], finding.Saw);
        Assert.Equal((Severity.NotBillable, "grid_row", 1L), (finding.Severity, finding.RecordKind, finding.RecordId));
    }

    [Theory, InlineData("2026-10-02"), InlineData("2026-10-13")]
    public void Other_weeks_do_not_count(string day) =>
        Assert.False(OnRow("30 min per week").Beside(other => other.On(DateOnly.Parse(day, null))).Draws(MinutesOverGrid.Check));

    [Fact]
    public void Another_row_of_the_plan_has_its_own_minutes() =>
        Assert.False(
            OnRow("30 min per week")
                .WithPlan(plan => plan with { Rows = [.. plan.Rows, DistrictBuilder.Row(2, "SPEECH", "30 min per week", SessionMode.Group)] })
                .Beside(other => other.On(_monday).Of("SPEECH", SessionMode.Group))
                .Draws(MinutesOverGrid.Check));

    [Fact]
    public void Another_student_has_their_own_minutes() =>
        Assert.False(OnRow("30 min per week").Beside(other => other.On(_monday).For("S2")).Draws(MinutesOverGrid.Check));

    [Fact]
    public void A_session_that_is_not_billable_uses_nothing()
    {
        var absentOnMonday = OnRow("30 min per week").Beside(other => other.On(_monday).Log(log => log with { Attendance = "A" }));
        var unsignedOnMonday = OnRow("30 min per week").Beside(other => other.On(_monday).Log(log => log with { SignedAt = null }));

        Assert.Empty(absentOnMonday.AllCodes());
        Assert.Empty(unsignedOnMonday.AllCodes());
    }

    [Fact]
    public void A_session_that_is_not_billable_anyway_is_not_looked_at() =>
        Assert.Equal([Unsigned.Code], OnRow("20 min per week").Log(log => log with { SignedAt = null }).AllCodes());

    [Fact]
    public void A_make_up_counts_in_the_week_of_the_session_that_was_missed()
    {
        var madeUp = OnRow("30 min per week").Beside(other => other.On(_monday)).Log(log => log with { MakeupFor = new(2026, 9, 30) });
        var afterMakeUp = OnRow("30 min per week").Beside(other => other.On(_monday).Log(log => log with { MakeupFor = new(2026, 9, 30) }));

        Assert.False(madeUp.Draws(MinutesOverGrid.Check));
        Assert.False(afterMakeUp.Draws(MinutesOverGrid.Check));
    }

    [Fact]
    public void A_make_up_of_a_day_before_the_row_counts_in_its_own_week() =>
        Assert.True(
            OnRow("30 min per week")
                .Beside(other => other.On(_monday))
                .Log(log => log with { MakeupFor = new(2026, 8, 31) })
                .Draws(MinutesOverGrid.Check));

    [Theory, InlineData(30, false), InlineData(31, true)]
    public void A_short_week_still_gives_a_full_session(int minutes, bool found)
    {
        // The row ends on Tuesday: two fifths of a session are mandated, and nobody gives two fifths.
        var lastWeek = OnRow("1 x 30 min per week").WithGridRow(row => row with { To = new(2026, 10, 6) }).Lasting(minutes);

        Assert.Equal(found, lastWeek.Draws(MinutesOverGrid.Check));
    }

    [Theory, InlineData(12, false), InlineData(13, true)]
    public void A_short_week_gives_its_exact_share_of_plain_minutes(int minutes, bool found) =>
        Assert.Equal(
            found,
            OnRow("30 min per week").WithGridRow(row => row with { To = new(2026, 10, 6) }).Lasting(minutes).Draws(MinutesOverGrid.Check));

    [Theory, InlineData(59, false), InlineData(60, false), InlineData(61, true)]
    public void A_month_is_a_period_too(int minutes, bool found) =>
        Assert.Equal(found, OnRow("90 min per month").Beside(other => other.On(new(2026, 10, 1))).Lasting(minutes).Draws(MinutesOverGrid.Check));

    [Theory, InlineData(33, false), InlineData(34, true)]
    public void The_pack_may_tolerate_more(int minutes, bool found)
    {
        var tolerant = new DistrictBuilder { Pack = Packs.NewHampshireWith("iep.minuteTolerancePercent", 10) };

        Assert.Equal(found, An.Entry().In(tolerant).OnGridRow("30 min per week").Lasting(minutes).Draws(MinutesOverGrid.Check));
    }

    [Fact]
    public void Rides_are_not_counted_in_minutes() =>
        Assert.False(An.Entry().OnGridRow("10 min per day", "TRANSPORT").Of("TRANSPORT").Draws(MinutesOverGrid.Check));

    [Theory, InlineData("as needed"), InlineData("2 sessions per week")]
    public void Without_minutes_in_the_plan_there_is_no_limit(string frequency) =>
        Assert.False(OnRow(frequency).Lasting(480).Draws(MinutesOverGrid.Check));

    [Fact]
    public void Days_of_the_extended_school_year_are_its_own()
    {
        var summer = Summer.Session().OnGridRow("30 min per week").WithGridRow(row => row with { From = new(2026, 1, 1), Esy = true });

        Assert.False(summer.Draws(MinutesOverGrid.Check));
        Assert.True(summer.Lasting(31).Draws(MinutesOverGrid.Check));
    }

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal(
            [MinutesOverGrid.Code],
            OnRow("2 x 30 min per week").Beside(other => other.On(_monday)).Beside(other => other.On(_monday).At(10, 0, 30)).AllCodes());

    private static EntryBuilder OnRow(string frequency) => An.Entry().OnGridRow(frequency);
}
