using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.Tests.Grid;

public sealed class MandateTests
{
    private static readonly DateOnly SchoolBegins = new(2026, 8, 31);
    private static readonly DateOnly SchoolEnds = new(2027, 6, 11);
    private static readonly DateOnly ColumbusDay = new(2026, 10, 12);
    private static readonly InstructionalDays School = TestCalendar.Weekdays(SchoolBegins, SchoolEnds, day => day == ColumbusDay);

    private static readonly Arbitrary<Mandate> Mandates = (
        from period in Gen.OneOf(
            Gen.Elements(Period.Day, Period.Month, Period.Year),
            Gen.Choose(1, 9).Select(Period.Weeks),
            Gen.Choose(2, 10).Select(Period.Cycle))
        from begin in Gen.Choose(-40, 250)
        from length in Gen.Choose(0, 500)
        from closuresCut in Gen.Elements(true, false)
        select new Mandate(
            Frequency.OfSessions(2, 30, period, "drawn"),
            SchoolBegins.AddDays(begin),
            SchoolBegins.AddDays(begin + length),
            new(ClosuresCutWeeks: closuresCut))).ToArbitrary();

    [Fact]
    public void Every_figure_says_by_which_convention_it_was_computed()
    {
        Assert.Equal("computed per week of instruction, 36-week year", Row("1200 min/yr").PerWeek().Convention);
        Assert.Equal("computed per year, 36-week year, 4 weeks to a month", Row("60 min per month").PerYear().Convention);
        Assert.Equal("computed per week of instruction, 36-week year, 5 days to a week", Row("3 per 6-day cycle").PerWeek().Convention);
    }

    [Fact]
    public void The_calendar_month_never_cuts_a_week()
    {
        var lastOfOctober = Row("2 x 30 min per week").PeriodOf(new(2026, 10, 31), School)!.Value;

        Assert.Equal((new(2026, 10, 26), new(2026, 11, 1)), (lastOfOctober.First, lastOfOctober.Last));
        Assert.Equal(60, lastOfOctober.Minutes);
    }

    [Fact]
    public void A_date_outside_the_row_has_no_period()
    {
        var row = Row("2 x 30 min per week");

        Assert.Null(row.PeriodOf(row.Begin.AddDays(-1), School));
        Assert.Null(row.PeriodOf(row.End.AddDays(1), School));
    }

    [Fact]
    public void A_pack_may_leave_weeks_whole_whatever_is_closed()
    {
        var row = Row("2 x 30 min per week");
        var whole = row with { Conventions = new(ClosuresCutWeeks: false) };

        Assert.Equal(48, row.PeriodOf(ColumbusDay, School)!.Value.Minutes);
        Assert.Equal(60, whole.PeriodOf(ColumbusDay, School)!.Value.Minutes);
    }

    [Fact]
    public void A_week_with_a_Saturday_taught_mandates_no_more_than_the_week()
    {
        var sixDays = new InstructionalDays(Enumerable.Range(0, 6).Select(new DateOnly(2026, 10, 5).AddDays));

        Assert.Equal(60, Row("2 x 30 min per week").PeriodOf(new(2026, 10, 5), sixDays)!.Value.Minutes);
    }

    [Fact]
    public void A_row_that_begins_in_the_week_allows_its_sessions_in_full()
    {
        var wednesday = Row("2 x 30 min per week") with { Begin = new(2026, 10, 7) };
        var period = wednesday.PeriodOf(new(2026, 10, 8), School)!.Value;

        Assert.Equal((new Fraction(6, 5), 2L), (period.Sessions, period.CapSessions));
        Assert.Equal((36, 60), (period.Minutes, period.CapMinutes));
    }

    [Fact]
    public void The_usual_session_rounds_the_cap_of_a_cut_period_up_but_never_above_the_whole()
    {
        Assert.True(Frequency.TryParse("50 min per week", 30, out var frequency, out _));
        var row = Row("50 min per week") with { Frequency = frequency };

        Assert.Equal(50, row.PeriodOf(new(2026, 10, 6), School)!.Value.CapMinutes);
        Assert.Equal((30, 30), (Cut(3).Minutes, Cut(3).CapMinutes));
        Assert.Equal((20, 30), (Cut(2).Minutes, Cut(2).CapMinutes));

        MandatedPeriod Cut(int days) => (row with { Begin = new(2026, 10, 10 - days) }).PeriodOf(new(2026, 10, 9), School)!.Value;
    }

    [Fact]
    public void Sessions_without_minutes_mandate_no_minutes()
    {
        var period = Row("3 per 6-day cycle").PeriodOf(new(2026, 9, 3), School)!.Value;

        Assert.Equal((3, null, null), (period.Sessions, period.Minutes, period.CapMinutes));
    }

    [Fact]
    public void A_plan_year_begins_anew_on_the_rows_own_date()
    {
        var row = Row("1200 min/yr") with { Begin = new(2024, 2, 29), End = new(2027, 6, 30) };

        Assert.Equal(new(2025, 2, 27), row.PeriodOf(new(2025, 2, 27), School)!.Value.Last);
        Assert.Equal((new(2026, 2, 28), new(2027, 2, 27)), (row.PeriodOf(new(2026, 9, 1), School)!.Value.First, row.PeriodOf(new(2026, 9, 1), School)!.Value.Last));
    }

    [Theory, InlineData("2 x 30 min per week"), InlineData("60 min per month"), InlineData("1200 min/yr"), InlineData("3 per 6-day cycle"), InlineData("daily 15 min")]
    public void An_open_end_may_be_the_last_date_there_is(string text)
    {
        var row = Row(text) with { End = DateOnly.MaxValue };

        Assert.NotNull(row.PeriodOf(new(9998, 12, 31), School));
        Assert.Null(row.PeriodOf(DateOnly.MaxValue, School));
        Assert.Equal(row.MandatedMinutes(SchoolBegins, new(2028, 1, 1), School), row.MandatedMinutes(SchoolBegins, new(2028, 12, 31), School));
    }

    [Fact]
    public void Every_date_of_a_row_falls_in_exactly_one_period() =>
        Prop.ForAll(Mandates, mandate =>
        {
            var periods = Dates(mandate).Select(date => (Date: date, Period: mandate.PeriodOf(date, School)!.Value)).ToList();

            Assert.All(periods, at => Assert.InRange(at.Date, at.Period.First, at.Period.Last));
            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.True(
                pair.First.Period == pair.Second.Period
                || (pair.First.Period.Last == pair.First.Date && pair.Second.Period.First == pair.Second.Date)));
        }).Check(Fixed.Seed);

    [Fact]
    public void Parts_of_a_row_sum_to_the_row_wherever_it_is_divided() =>
        Prop.ForAll(Mandates.Generator.Zip(Gen.Choose(-10, 510)).ToArbitrary(), drawn =>
        {
            var (mandate, divided) = drawn;
            var last = mandate.Begin.AddDays(divided);
            var parts = mandate.MandatedMinutes(DateOnly.MinValue, last, School) + mandate.MandatedMinutes(last.AddDays(1), DateOnly.MaxValue, School);

            Assert.Equal(mandate.MandatedMinutes(mandate.Begin, mandate.End, School), parts);
        }).Check(Fixed.Seed);

    [Fact]
    public void A_cap_lies_between_the_mandated_minutes_and_the_whole_amount() =>
        Prop.ForAll(Mandates, mandate => Assert.All(Dates(mandate), date =>
        {
            var period = mandate.PeriodOf(date, School)!.Value;
            Assert.True(0 <= period.Minutes && period.Minutes <= period.CapMinutes && period.CapMinutes <= 60);
        })).Check(Fixed.Seed);

    private static IEnumerable<DateOnly> Dates(Mandate mandate) =>
        Enumerable.Range(0, mandate.End.DayNumber - mandate.Begin.DayNumber + 1).Select(mandate.Begin.AddDays);

    private static Mandate Row(string text) =>
        Frequency.TryParse(text, null, out var frequency, out var problem)
            ? new(frequency, SchoolBegins, SchoolEnds, new())
            : throw new Xunit.Sdk.XunitException($"\"{text}\": {problem}");
}
