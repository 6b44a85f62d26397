using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class FiledTooLateTests
{
    [Theory, InlineData("2027-10-06", false), InlineData("2027-10-07", true)]
    public void A_claim_is_due_within_365_days(string asOf, bool found) =>
        Assert.Equal(found, CheckedOn(asOf).Draws(FiledTooLate.Check));

    [Fact]
    public void A_late_one_draws_this_code_and_no_other()
    {
        Assert.Equal([FiledTooLate.Code], CheckedOn("2027-10-07").AllCodes());
        Assert.Equal(["2027-10-06", "365"], CheckedOn("2027-10-07").FindingOf(FiledTooLate.Check)!.Saw);
    }

    [Fact]
    public void What_is_never_billed_has_no_deadline() =>
        Assert.False(CheckedOn("2027-10-07").Of("SPEECH", SessionMode.Consult).Draws(FiledTooLate.Check));

    private static EntryBuilder CheckedOn(string asOf) => An.Entry().In(new DistrictBuilder { AsOf = Day.Of(asOf) });
}
