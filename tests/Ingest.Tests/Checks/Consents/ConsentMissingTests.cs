using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ConsentMissingTests
{
    [Theory, InlineData(5, false), InlineData(6, false), InlineData(7, true)]
    public void A_consent_counts_from_the_day_on_which_it_takes_effect(int dayOfOctober, bool found) =>
        Assert.Equal(found, SessionOnTheSixthWith(new Consent(1, "granted", new DateOnly(2026, 10, dayOfOctober), null)).Draws(ConsentMissing.Check));

    [Fact]
    public void No_consent_at_all_draws_this_code_and_no_other() =>
        Assert.Equal([ConsentMissing.Code], SessionOnTheSixthWith().AllCodes());

    [Fact]
    public void One_that_is_refused_is_no_missing_one() =>
        Assert.False(SessionOnTheSixthWith(new Consent(1, "refused", new DateOnly(2026, 9, 1), null)).Draws(ConsentMissing.Check));

    [Fact]
    public void An_unknown_student_is_not_asked_for_consent() =>
        Assert.False(An.Entry().For("nobody").Draws(ConsentMissing.Check));

    private static EntryBuilder SessionOnTheSixthWith(params Consent[] consents) =>
        An.Entry().WithStudent(student => student with { Consents = consents });
}
