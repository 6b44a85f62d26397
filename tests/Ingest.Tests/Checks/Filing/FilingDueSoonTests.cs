using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class FilingDueSoonTests
{
    [Theory, InlineData("2027-08-06", false), InlineData("2027-08-07", true), InlineData("2027-10-06", true), InlineData("2027-10-07", false)]
    public void The_last_60_days_before_the_deadline_are_soon(string asOf, bool found) =>
        Assert.Equal(found, CheckedOn(asOf).Draws(FilingDueSoon.Check));

    [Fact]
    public void It_says_when_and_how_many_days_are_left() =>
        Assert.Equal(["2027-10-06", "36"], CheckedOn("2027-08-31").FindingOf(FilingDueSoon.Check)!.Saw);

    [Fact]
    public void A_session_that_is_due_draws_this_code_and_no_other() =>
        Assert.Equal([FilingDueSoon.Code], CheckedOn("2027-08-31").AllCodes());

    [Fact]
    public void What_is_never_billed_has_no_deadline() =>
        Assert.False(CheckedOn("2027-08-31").Of("SPEECH", SessionMode.Consult).Draws(FilingDueSoon.Check));

    private static EntryBuilder CheckedOn(string asOf) => An.Entry().In(new DistrictBuilder { AsOf = Day.Of(asOf) });
}
