using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class BackgroundNotCheckedTests
{
    [Fact]
    public void A_check_on_record_holds_for_good_where_the_pack_says_nothing_else() =>
        Assert.False(CheckedOn("1999-01-04").Draws(BackgroundNotChecked.Check));

    [Fact]
    public void A_missing_one_draws_the_warning()
    {
        var finding = CheckedOn(null).FindingOf(BackgroundNotChecked.Check)!;

        Assert.Equal((Severity.Warn, "provider"), (finding.Severity, finding.RecordKind));
        Assert.Equal([""], finding.Saw);
    }

    [Theory, InlineData("2021-10-06", false), InlineData("2021-10-05", true), InlineData("2026-11-01", false)]
    public void It_lapses_after_the_packs_months(string checkedOn, bool found)
    {
        var district = new DistrictBuilder { Pack = Packs.NewHampshireWith("provider.backgroundMonths", 60) };

        Assert.Equal(found, An.Entry().In(district).WithProvider(provider => provider with { BackgroundCheckedOn = Day.Of(checkedOn) }).Draws(BackgroundNotChecked.Check));
    }

    [Fact]
    public void An_unknown_provider_is_reported_as_that_alone() => Assert.False(An.Entry().By("P9").Draws(BackgroundNotChecked.Check));

    private static EntryBuilder CheckedOn(string? day) =>
        An.Entry().WithProvider(provider => provider with { BackgroundCheckedOn = Day.OrNone(day) });
}
