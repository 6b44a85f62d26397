using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ProviderNotClearTests
{
    private static readonly DateOnly _october = new(2026, 10, 1);
    private static readonly DateOnly _screened = new(2026, 11, 3);

    [Theory, InlineData(null, true), InlineData("2026-09-30", true), InlineData("2026-10-01", false), InlineData("2026-11-01", false)]
    public void Without_a_screening_here_the_districts_own_record_of_the_month_or_later_clears(string? screenedOn, bool found) =>
        Assert.Equal(found, An.Entry().WithProvider(provider => provider with { ScreenedOn = Day.OrNone(screenedOn) }).Draws(ProviderNotClear.Check));

    [Fact]
    public void A_month_without_screening_draws_this_code_and_no_other() =>
        Assert.Equal([ProviderNotClear.Code], An.Entry().WithProvider(provider => provider with { ScreenedOn = new DateOnly(2026, 9, 1) }).AllCodes());

    [Fact]
    public void A_clear_screening_of_the_month_needs_no_other_record() =>
        Assert.False(Screened(new(_october, ScreeningResult.Clear, _screened)).Draws(ProviderNotClear.Check));

    [Fact]
    public void A_screening_of_another_month_is_none() =>
        Assert.Equal("not screened", Screened(new(_october.AddMonths(1), ScreeningResult.Clear, _screened)).FindingOf(ProviderNotClear.Check)!.Saw[1]);

    [Theory, InlineData("2026-10-06", true), InlineData("2026-10-07", false), InlineData("2024-05-20", true)]
    public void An_exclusion_holds_back_what_was_given_from_its_first_day_on(string from, bool found) =>
        Assert.Equal(found, Screened(new(_october, ScreeningResult.Excluded, _screened, Day.Of(from))).Draws(ProviderNotClear.Check));

    [Theory, InlineData("2026-10-06", true), InlineData("2026-10-05", false)]
    public void An_exclusion_holds_back_what_was_given_until_its_last_day(string to, bool found) =>
        Assert.Equal(found, Screened(new(_october, ScreeningResult.Excluded, _screened, new(2024, 5, 20), Day.Of(to))).Draws(ProviderNotClear.Check));

    [Theory, InlineData(ScreeningResult.Excluded, "excluded", "2024-05-20"), InlineData(ScreeningResult.Possible, "possible match", "2026-11-03")]
    public void The_finding_says_what_the_screening_says_even_beside_the_districts_own_record(ScreeningResult result, string word, string since)
    {
        var finding = An.Entry()
            .WithProvider(provider => provider with { ScreenedOn = _screened, Screenings = [new(_october, result, _screened, new(2024, 5, 20))] })
            .FindingOf(ProviderNotClear.Check)!;

        Assert.Equal(["2026-10-01", word, since], finding.Saw);
        Assert.Equal("provider", finding.RecordKind);
    }

    private static EntryBuilder Screened(MonthScreening screening) =>
        An.Entry().WithProvider(provider => provider with { ScreenedOn = null, Screenings = [screening] });
}
