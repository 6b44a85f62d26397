using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class ReportPeriodsTests
{
    [Theory, InlineData(ReportPeriod.Whole), InlineData(ReportPeriod.Week), InlineData(ReportPeriod.Month), InlineData(ReportPeriod.PlanYear)]
    public void Periods_follow_each_other_and_are_the_whole_range(ReportPeriod period)
    {
        var small = new SmallLedger().From(new(2025, 2, 26), new(2026, 3, 2));
        var line = new SmallLedger().From(new(2025, 2, 26), new(2026, 11, 1)).Line;

        var periods = ReportPeriods.Of(line, small.Range, period).ToList();

        Assert.Equal((small.Range.From, small.Range.To), (periods[0].From, periods[^1].To));
        Assert.All(periods, each => Assert.True(each.From <= each.To));
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
    }

    [Fact]
    public void A_week_begins_on_Monday_a_month_on_its_first_a_plan_year_on_the_plans_day()
    {
        var small = new SmallLedger().From(new(2025, 8, 27), new(2026, 11, 1));

        Assert.Equal(new(2025, 9, 1), Second(ReportPeriod.Week));
        Assert.Equal(new(2025, 9, 1), Second(ReportPeriod.Month));
        Assert.Equal(new(2026, 9, 1), Second(ReportPeriod.PlanYear));

        DateOnly Second(ReportPeriod period) => ReportPeriods.Of(small.Line, small.Range, period).ElementAt(1).From;
    }

    [Theory]
    [InlineData("2026-10-31", "2026-10-01", false)]
    [InlineData("2026-11-10", "2026-11-12", false)] // after the day of the report
    [InlineData("2026-11-09", "2026-11-12", true)]
    [InlineData("2024-09-01", "2026-11-09", true)] // 800 days
    [InlineData("2024-08-31", "2026-11-09", false)]
    public void A_range_has_a_first_day_a_last_one_and_a_limit(string from, string to, bool isRange) =>
        Assert.Equal(isRange, LedgerRange.TryCreate(Date(from), Date(to), SmallLedger.AsOf, out _));

    [Theory, InlineData("2026-06-30", "2025-07-01"), InlineData("2026-07-01", "2026-07-01")]
    public void A_school_year_begins_in_July(string day, string begins) => Assert.Equal(Date(begins), LedgerRange.YearOf(Date(day)));

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
