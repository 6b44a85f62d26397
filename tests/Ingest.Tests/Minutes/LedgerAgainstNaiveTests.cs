using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

/// <summary>The ledger and a deliberately naive one agree to the fraction of a minute, over plans of every form and logs of every kind.</summary>
public sealed class LedgerAgainstNaiveTests
{
    private const int Students = 12;

    private static readonly LedgerRange Whole = LedgerRange.Of(new(2026, 7, 1), AnyStudent.AsOf, AnyStudent.AsOf);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory, MemberData(nameof(Seeds))]
    public void Every_number_of_every_row_and_week_is_the_naive_one(int seed)
    {
        foreach (var any in Some(seed))
        {
            var naive = new NaiveLedger(any).MakeUp();
            foreach (var line in Ledger(any, Whole).Lines)
            {
                for (var from = Whole.From; from <= Whole.To; from = from.AddDays(7))
                {
                    var to = from.AddDays(6) < Whole.To ? from.AddDays(6) : Whole.To;
                    var totals = line.Between(from, to);
                    Assert.Equal((line.Row.GridRowId, from, naive.Counted(line.Row, from, to)), (line.Row.GridRowId, from, Text(totals)));
                    Assert.Equal((line.Row.GridRowId, from, naive.Mandated(line.Row, from, to)), (line.Row.GridRowId, from, totals.Mandated.ToString()));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void What_cannot_be_credited_is_what_the_naive_one_has_left_over(int seed)
    {
        foreach (var any in Some(seed))
        {
            var naive = new NaiveLedger(any).MakeUp();

            Assert.Equal(
                naive.Uncredited.Where(left => Whole.Contains(Of(any, left.EntryId).Day)).Order(),
                Ledger(any, Whole).Uncredited.Select(left => (left.EntryId, left.Minutes)).Order());
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_order_of_entries_does_not_matter(int seed)
    {
        foreach (var any in Some(seed))
        {
            Assert.Equal(Text(Ledger(any, Whole)), Text(StudentLedger.Of(any.Student, any.Shuffled(), AnyStudent.Reference(any.Student), Packs.NewHampshire, Whole)));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_ledgers_of_two_parts_add_up_to_that_of_the_whole(int seed)
    {
        foreach (var any in Some(seed))
        {
            var cut = Whole.From.AddDays(new Random(seed).Next(30, 200));
            var before = Ledger(any, LedgerRange.Of(Whole.From, cut, Whole.AsOf));
            var after = Ledger(any, LedgerRange.Of(cut.AddDays(1), Whole.To, Whole.AsOf));
            foreach (var line in Ledger(any, Whole).Lines)
            {
                Assert.Equal(line.Total(), TotalOf(before, line.Row) + TotalOf(after, line.Row));
            }

            Assert.Equal(
                Ledger(any, Whole).Uncredited.Order(Comparer<UncreditedMakeUp>.Create((one, other) => one.EntryId.CompareTo(other.EntryId))),
                before.Uncredited.Concat(after.Uncredited).Order(Comparer<UncreditedMakeUp>.Create((one, other) => one.EntryId.CompareTo(other.EntryId))));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Make_ups_never_make_up_more_than_was_missed_and_no_minute_twice(int seed)
    {
        foreach (var any in Some(seed))
        {
            var misses = Ledger(any, Whole).Lines.SelectMany(line => line.Missed).ToList();

            Assert.All(misses, miss => Assert.InRange(miss.MadeUpMinutes, 0, miss.Minutes));
            Assert.All(misses.SelectMany(miss => miss.Credits).GroupBy(credit => credit.EntryId), credits =>
                Assert.True(credits.Sum(credit => credit.Minutes) <= Of(any, credits.Key).Minutes));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Every_minute_is_accounted_for(int seed)
    {
        foreach (var any in Some(seed))
        {
            var ledger = Ledger(any, Whole);
            var totals = ledger.Lines.Aggregate(default(MinuteTotals), (sum, line) => sum + line.Total());

            Assert.Equal(
                any.Entries.Where(entry => entry.Delivered && Whole.Contains(entry.Day) && entry.Date <= Whole.AsOf).Sum(entry => entry.Minutes),
                totals.Given + ledger.Uncredited.Sum(left => left.Minutes) + ledger.Outside.Sum(session => session.Minutes));
            Assert.Equal(totals.Mandated + totals.Beyond, totals.Scheduled + totals.Unlogged);
            Assert.Equal(totals.Missed, totals.MadeUp + totals.Owed + totals.NotOwed);
            Assert.InRange(totals.NotOwed, totals.Offered, totals.Missed);
        }
    }

    [Fact]
    public void The_generated_students_try_everything()
    {
        var any = Enumerable.Range(1, 5).SelectMany(Some).Select(any => (any, Ledger: Ledger(any, Whole))).ToList();
        var totals = any.SelectMany(each => each.Ledger.Lines).Aggregate(default(MinuteTotals), (sum, line) => sum + line.Total());

        Assert.All(
            new[] { totals.Delivered, totals.HeldBack, totals.MissedByStudent, totals.MissedByProvider, totals.MissedBySystem, totals.MadeUp, totals.Owed, totals.Offered },
            minutes => Assert.True(minutes > 100));
        Assert.Equal(Enum.GetValues<NotCredited>(), any.SelectMany(each => each.Ledger.Uncredited).Select(left => left.Why).Distinct().Order());
        Assert.Equal(Enum.GetValues<OutsideReason>(), any.SelectMany(each => each.Ledger.Outside).Select(session => session.Why).Distinct().Order());
        Assert.Equal(15, any.SelectMany(each => each.any.Spoken.Values).Select(spoken => new string([.. spoken.Text.Where(c => !char.IsAsciiDigit(c))]) + spoken.Column.HasValue).Distinct().Count());
    }

    private static IEnumerable<AnyStudent> Some(int seed) => Enumerable.Range(1, Students).Select(nth => new AnyStudent((1000 * seed) + nth));

    private static StudentLedger Ledger(AnyStudent any, LedgerRange range) =>
        StudentLedger.Of(any.Student, any.Entries, AnyStudent.Reference(any.Student), Packs.NewHampshire, range);

    private static LedgerEntry Of(AnyStudent any, long entryId) => any.Entries.Single(entry => entry.EntryId == entryId);

    private static MinuteTotals TotalOf(StudentLedger ledger, GridRow row) => ledger.Lines.SingleOrDefault(line => line.Row == row)?.Total() ?? default;

    private static string Text(MinuteTotals totals) => string.Join(
        ' ', totals.Delivered, totals.HeldBack, totals.MissedByStudent, totals.MissedByProvider, totals.MissedBySystem, totals.MadeUp, totals.Owed, totals.Offered);

    private static string Text(StudentLedger ledger) => string.Join(
        '\n',
        ledger.Lines.Select(line => $"{line.Row.GridRowId} {Text(line.Total())} {string.Join(',', line.Missed.Select(miss => $"{miss.EntryId}={miss.MadeUpMinutes}"))}")
            .Concat(ledger.Uncredited.Select(left => left.ToString()))
            .Concat(ledger.Outside.Select(session => session.ToString())));
}
