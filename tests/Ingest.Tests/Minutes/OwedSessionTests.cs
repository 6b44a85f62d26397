using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class OwedSessionTests
{
    [Theory]
    [InlineData(26, 10, true)] // ten school days up to Monday, November 9
    [InlineData(27, 9, false)]
    public void The_parents_are_told_after_so_many_school_days(int day, int age, bool told)
    {
        var owed = Assert.Single(Owed(new SmallLedger().Missed(day)));

        Assert.Equal((age, told), (owed.AgeDays, owed.NeedsNotice));
    }

    [Fact]
    public void The_notice_is_due_within_three_school_days_more() =>
        Assert.Equal(new(2026, 11, 12), Assert.Single(Owed(new SmallLedger().Missed(26))).NoticeDueOn);

    [Fact]
    public void Holidays_do_not_make_it_older() => // from Friday, October 9: the 12th is a holiday
        Assert.Equal(4, Assert.Single(Owed(new SmallLedger().Missed(9), asOf: new(2026, 10, 16))).AgeDays);

    [Fact]
    public void Days_without_enrolment_do_not_make_it_older() =>
        Assert.Equal(3, Assert.Single(Owed(new SmallLedger().Missed(6).Change(student => student with
        {
            Enrolments = [new("MAIN", DistrictBuilder.YearBegins, new(2026, 10, 9))],
        }))).AgeDays);

    [Fact]
    public void Days_of_absence_do_not_make_it_older() =>
        Assert.Equal(8, Assert.Single(Owed(new SmallLedger().Missed(26).Change(student => student with
        {
            Absences =
            [
                new(1, new(2026, 11, 2), TimeOnly.MinValue, null), new(2, new(2026, 11, 3), TimeOnly.MinValue, null),
                new(3, new(2026, 11, 4), new(9, 0), new(10, 0)), // an hour of a day
                new(4, new(2026, 11, 1), TimeOnly.MinValue, null), // a Sunday
            ],
        }))).AgeDays);

    [Fact]
    public void Days_of_the_extended_school_year_count_too() =>
        Assert.Equal(2, Assert.Single(Owed(new SmallLedger().Missed(6).School(
            "MAIN",
            new CalendarRange(new(2026, 10, 6), new(2026, 10, 6), DayType.Instructional, null, null),
            new CalendarRange(new(2026, 10, 8), new(2026, 10, 9), DayType.Esy, null, null)))).AgeDays);

    [Fact]
    public void When_the_calendar_ends_the_due_day_is_not_known()
    {
        var owed = Assert.Single(Owed(new SmallLedger().Missed(6).School(
            "MAIN", new CalendarRange(DistrictBuilder.YearBegins, new(2026, 10, 21), DayType.Instructional, null, null))));

        Assert.Equal((11, true, null), (owed.AgeDays, owed.NeedsNotice, owed.NoticeDueOn));
    }

    [Fact]
    public void What_is_made_up_or_not_owed_needs_nothing() =>
        Assert.Empty(Owed(new SmallLedger().Missed(1, "A").Missed(6).MadeUp(8, 6)));

    [Fact]
    public void The_days_are_the_rule_packs()
    {
        var rules = Packs.NewHampshireWith("minutes.priorNoticeDays", 9).On(SmallLedger.AsOf);

        Assert.True(Assert.Single(Owed(new SmallLedger().Missed(27), rules: rules)).NeedsNotice);
    }

    private static IEnumerable<OwedSession> Owed(SmallLedger small, DateOnly? asOf = null, PackRules? rules = null) => OwedSession.Of(
        small.Ledger, small.Reference, LedgerRange.Of(small.Range.From, small.Range.To, asOf ?? SmallLedger.AsOf), rules ?? small.Pack.On(SmallLedger.AsOf));
}
