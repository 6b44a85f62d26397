using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>A session on October 6, and consents from before, on and after that day, under a pack by which a consent also releases earlier sessions, and one by which it does not.</summary>
public sealed class ConsentReleasesEarlierTests
{
    private static readonly RulePack _releasing = Packs.NewHampshireWith("consent.releasesEarlier", true);

    [Theory]
    [InlineData("", "CONSENT_FILE", "CONSENT_FILE")]
    [InlineData("granted 6", "", "")]
    [InlineData("granted 7", "CONSENT_FILE", "")]
    [InlineData("pending 5; granted 7", "CONSENT_STATE", "")]
    [InlineData("pending 5", "CONSENT_STATE", "CONSENT_STATE")]
    [InlineData("pending 7", "CONSENT_FILE", "CONSENT_FILE")]
    [InlineData("pending 7; granted 9", "CONSENT_FILE", "")]
    [InlineData("refused 7; granted 9", "CONSENT_FILE", "CONSENT_FILE")] // the first answer was no
    [InlineData("refused 5; granted 7", "CONSENT_STATE", "CONSENT_STATE")] // on the day the parents had said no
    [InlineData("granted 1; revoked 5; granted 7", "CONSENT_STATE", "CONSENT_STATE")]
    [InlineData("granted 7; revoked 9", "CONSENT_FILE", "")] // given, and taken back for the days from then on
    [InlineData("refused 7; granted 7", "CONSENT_FILE", "")] // of one day's, the one recorded last
    [InlineData("granted 7; refused 7", "CONSENT_FILE", "CONSENT_FILE")]
    [InlineData("granted 1; revoked 6", "CONSENT_STATE", "CONSENT_STATE")]
    [InlineData("granted 1; revoked 6; granted 6", "", "")]
    [InlineData("granted 1; revoked 7", "", "")]
    [InlineData("granted 1; pending 6", "CONSENT_STATE", "CONSENT_STATE")]
    [InlineData("granted 1; revoked 2; refused 3; granted 4", "", "")]
    public void A_late_consent_releases_sessions_on_which_there_was_no_answer_yet(string consents, string strictly, string releasing)
    {
        Assert.Equal(strictly, string.Join(' ', Session(Packs.NewHampshire, consents).AllCodes()));
        Assert.Equal(releasing, string.Join(' ', Session(_releasing, consents).AllCodes()));
    }

    [Fact]
    public void The_file_may_list_them_in_any_order() =>
        Assert.Empty(Session(_releasing, "granted 9; pending 5; pending 7").AllCodes());

    private static EntryBuilder Session(RulePack pack, string consents) =>
        An.Entry().In(new DistrictBuilder { Pack = pack }).WithStudent(student => student with
        {
            Consents = [.. consents.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select((text, index) =>
            {
                var (state, day) = (text.Split(' ')[0], int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
                return new Consent(index + 1, state, new(2026, 10, day), new(2026, 9, 1));
            })],
        });
}
