using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class ShortfallTests
{
    [Fact]
    public void Each_minute_that_is_missing_has_one_cause()
    {
        var line = new SmallLedger()
            .Given(6).Missed(8).Missed(13, "A").Missed(15, "CLS")
            .Given(20, entry => entry with { Delivered = false, Minutes = 25 }).Line;

        var behind = Shortfall.Of(line);

        Assert.Equal(new(NotLogged: 252 - 120 - 25, HeldBack: 25, ByProvider: 30, BySystem: 30, ByStudent: 30), behind);
        Assert.Equal(252 - 30, behind.Minutes);
    }

    [Fact]
    public void What_was_made_up_is_not_missing()
    {
        var line = new SmallLedger().Missed(8).MadeUp(9, missedDay: 8, makeUp => makeUp with { Minutes = 20 }).Line;

        Assert.Equal(10, Shortfall.Of(line).ByProvider);
    }

    [Fact]
    public void What_went_beyond_makes_good_for_the_students_own_absences_before_the_staffs()
    {
        var row = DistrictBuilder.Row(1, "SPEECH", "60 minutes per month");
        var line = new SmallLedger().Of(row).Given(6).Given(7).Missed(8, "A").Missed(9).Line; // 120 logged of 60

        Assert.Equal(default, Shortfall.Of(line)); // and yet the staff's 30 minutes are owed

        line = new SmallLedger().Of(row).Given(6).Missed(8, "A").Missed(9).Line; // 90 logged of 60

        Assert.Equal(new(0, 0, ByProvider: 30, 0, 0), Shortfall.Of(line));
    }

    [Fact]
    public void A_line_without_a_target_lacks_nothing_that_anybody_knows()
    {
        var line = new SmallLedger().Of(DistrictBuilder.Row(1, "SPEECH", "as needed")).Missed(8).Line;

        Assert.Equal(default, Shortfall.Of(line));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Causes_add_up_to_what_is_missing_whatever_was_logged(int seed)
    {
        var range = LedgerRange.Of(new(2026, 7, 1), AnyStudent.AsOf, AnyStudent.AsOf);
        foreach (var any in Enumerable.Range(0, 20).Select(each => new AnyStudent((1000 * seed) + each)))
        {
            var ledger = StudentLedger.Of(any.Student, any.Entries, AnyStudent.Reference(any.Student), Packs.NewHampshire, range);
            foreach (var line in ledger.Lines.Where(line => line.Problem is null))
            {
                var total = line.Total();
                Assert.Equal(ExactSum.Max(total.Mandated - total.Given, 0).Rounded(), Shortfall.Of(line).Minutes);
            }
        }
    }
}
