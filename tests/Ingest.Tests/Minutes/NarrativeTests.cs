using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class NarrativeTests
{
    [Fact]
    public void Says_what_was_promised_given_and_owed() =>
        Assert.Equal(
            "From Oct 1 to Oct 31 the plan promised 252 minutes of speech-language therapy; 210 were given (83\u00A0%), 30 are owed since Oct 14, and for 12 no session is logged.",
            SentenceOf(new SmallLedger().Given(1, entry => entry with { Minutes = 210 }).Missed(14)));

    [Fact]
    public void Says_no_more_than_there_is() =>
        Assert.Equal(
            "From Oct 1 to Oct 31 the plan promised 252 minutes of speech-language therapy; 252 were given (100\u00A0%), none are owed.",
            SentenceOf(new SmallLedger().Given(1, entry => entry with { Minutes = 252 })));

    [Fact]
    public void Says_why_there_is_no_target() =>
        Assert.Equal(
            "How many minutes of speech-language therapy the plan promises cannot be told (the frequency cannot be read); from Oct 1 to Oct 31, 30 were given.",
            SentenceOf(new SmallLedger().Of(DistrictBuilder.Row(1, "SPEECH", "as needed")).Given(6)));

    [Fact]
    public void Names_the_year_where_there_are_two() =>
        Assert.StartsWith(
            "From Nov 2, 2026 to Nov 9, 2026 the plan promised",
            Narrative.Of(new SmallLedger().From(new(2025, 11, 3), new(2026, 11, 9)).Of(DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week") with { From = new(2026, 11, 2) }).Ledger,
                Packs.NewHampshire.On(SmallLedger.AsOf), LedgerRange.Of(new(2025, 11, 3), new(2026, 11, 9), SmallLedger.AsOf)).Single(),
            StringComparison.Ordinal);

    private static string SentenceOf(SmallLedger small) => Narrative.Of(small.Ledger, Packs.NewHampshire.On(SmallLedger.AsOf), small.Range).Single();
}
