using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ConsentMissingTests
{
    [Theory, InlineData(5, false), InlineData(6, false), InlineData(7, true)]
    public void A_consent_counts_from_the_day_on_which_it_takes_effect(int dayOfOctober, bool found)
    {
        var (entry, context) = SessionOnTheSixthWith(new Consent(1, "granted", new DateOnly(2026, 10, dayOfOctober), null)).Build();

        Assert.Equal(found, An.CodesFrom(ConsentMissing.Check, entry, context).Any());
    }

    [Fact]
    public void No_consent_at_all_draws_this_code_and_no_other()
    {
        var (entry, context) = SessionOnTheSixthWith().Build();

        Assert.Equal([ConsentMissing.Code], An.AllCodes(entry, context));
    }

    [Fact]
    public void One_that_is_refused_is_no_missing_one()
    {
        var (entry, context) = SessionOnTheSixthWith(new Consent(1, "refused", new DateOnly(2026, 9, 1), null)).Build();

        Assert.Empty(An.CodesFrom(ConsentMissing.Check, entry, context));
    }

    [Fact]
    public void An_unknown_student_is_not_asked_for_consent()
    {
        var (entry, context) = An.Entry().For("nobody").Build();

        Assert.Empty(An.CodesFrom(ConsentMissing.Check, entry, context));
    }

    private static EntryBuilder SessionOnTheSixthWith(params Consent[] consents) =>
        An.Entry().WithStudent(student => student with { Consents = consents });
}
