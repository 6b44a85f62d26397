using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class MakeUpsTests
{
    private static DateOnly October(int day) => SmallLedger.October(day);

    [Fact]
    public void A_make_up_credits_the_week_that_was_missed_whenever_it_is_held()
    {
        var line = new SmallLedger().Missed(6).MadeUp(29, missedDay: 6).Line;

        Assert.Equal((30, 0, 30), (line.Between(October(5), October(11)).MadeUp, line.Between(October(5), October(11)).Owed, line.Between(October(5), October(11)).Given));
        Assert.Equal(default, line.Between(October(26), October(31)) with { Mandated = 0 });
    }

    [Fact]
    public void A_make_up_after_the_range_credits_a_miss_within_it() =>
        Assert.Equal(30, new SmallLedger().Missed(30).MadeUp(30, missedDay: 30, entry => entry with { Date = new(2026, 11, 5) }).Total.MadeUp);

    [Fact]
    public void A_make_up_of_an_earlier_miss_belongs_to_the_earlier_days() =>
        Assert.Equal((0, 0), (
            new SmallLedger().MadeUp(6, missedDay: null, entry => entry with { MakeupFor = new(2026, 9, 29) }).Ledger.Uncredited.Count,
            new SmallLedger().MadeUp(6, missedDay: null, entry => entry with { MakeupFor = new(2026, 9, 29) }).Total.Given));

    [Fact]
    public void Two_short_make_ups_can_make_up_one_miss() =>
        Assert.Equal((30, 0), (HalfAndHalf().Total.MadeUp, HalfAndHalf().Total.Owed));

    [Fact]
    public void A_make_up_can_make_up_an_absence_that_nobody_owes() =>
        Assert.Equal((30, 0, 0), (
            new SmallLedger().Missed(6, "A").MadeUp(8, 6).Total.MadeUp,
            new SmallLedger().Missed(6, "A").MadeUp(8, 6).Total.Offered,
            new SmallLedger().Missed(6, "A").MadeUp(8, 6).Total.Owed));

    [Fact]
    public void Of_two_misses_on_a_day_the_owed_one_is_made_up_first()
    {
        var missed = new SmallLedger().Missed(6, "A").Missed(6, "SNA", entry => entry with { Start = new(13, 0) }).MadeUp(8, 6).Line.Missed;

        Assert.Equal([("A", 0), ("SNA", 30)], missed.Select(miss => (miss.Attendance, miss.MadeUpMinutes)));
    }

    [Fact]
    public void A_make_up_that_is_missed_leaves_the_first_miss_owed_and_is_none_of_its_own()
    {
        var total = new SmallLedger().Missed(6).Missed(8, "SNA", entry => entry with { MakeupFor = October(6) }).Total;

        Assert.Equal((30, 30), (total.Owed, total.Missed));
    }

    [Fact]
    public void Names_no_day() => AssertUncredited(NotCredited.NamesNoDay, 30, new SmallLedger().Missed(6).MadeUp(8, missedDay: null));

    [Fact]
    public void Before_the_missed_day() => AssertUncredited(NotCredited.BeforeTheMiss, 30, new SmallLedger().Missed(6).MadeUp(5, 6));

    [Fact]
    public void On_the_missed_day_itself_is_soon_enough() => Assert.Equal(30, new SmallLedger().Missed(6).MadeUp(6, 6, entry => entry with { Start = new(13, 0) }).Total.MadeUp);

    [Fact]
    public void Nothing_missed_on_that_day() => AssertUncredited(NotCredited.NothingMissed, 30, new SmallLedger().Missed(6).MadeUp(8, 7));

    [Fact]
    public void Another_service_was_missed() =>
        AssertUncredited(NotCredited.NothingMissed, 30, new SmallLedger().Missed(6).MadeUp(8, 6, entry => entry with { Service = "OT" }));

    [Fact]
    public void Direct_service_was_missed_and_a_consultation_is_none() =>
        AssertUncredited(NotCredited.NothingMissed, 30, new SmallLedger().Missed(6).MadeUp(8, 6, entry => entry with { Mode = SessionMode.Consult }));

    [Fact]
    public void Minutes_of_the_missed_session_unknown() =>
        AssertUncredited(
            NotCredited.MinutesUnknown, 30,
            new SmallLedger().Of(DistrictBuilder.Row(1, "SPEECH", "1200 min/yr")).Missed(6, change: entry => entry with { Minutes = 0 }).MadeUp(8, 6));

    [Fact]
    public void Made_up_already() => AssertUncredited(NotCredited.MadeUpAlready, 30, new SmallLedger().Missed(6).MadeUp(8, 6).MadeUp(9, 6));

    [Fact]
    public void More_than_was_missed() =>
        AssertUncredited(NotCredited.MoreThanMissed, 15, new SmallLedger().Missed(6).MadeUp(8, 6, entry => entry with { Minutes = 45 }));

    private static SmallLedger HalfAndHalf() => new SmallLedger().Missed(6)
        .MadeUp(8, 6, entry => entry with { Minutes = 15 })
        .MadeUp(9, 6, entry => entry with { Minutes = 15 });

    private static void AssertUncredited(NotCredited why, int minutes, SmallLedger ledger)
    {
        var left = Assert.Single(ledger.Ledger.Uncredited);
        Assert.Equal((why, minutes), (left.Why, left.Minutes));
    }
}
