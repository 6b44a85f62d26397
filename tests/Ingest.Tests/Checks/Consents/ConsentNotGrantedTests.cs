using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ConsentNotGrantedTests
{
    [Theory]
    [InlineData("pending", Severity.Reject)]
    [InlineData("refused", Severity.NotBillable)]
    [InlineData("revoked", Severity.NotBillable)]
    public void Only_a_pending_consent_is_worth_waiting_for(string state, Severity severity)
    {
        var finding = SessionWith(Consent(1, state, 6)).FindingOf(ConsentNotGranted.Check)!;

        Assert.Equal(severity, finding.Severity);
        Assert.Equal([state, "2026-10-06"], finding.Saw);
    }

    [Theory, InlineData(5, true), InlineData(6, true), InlineData(7, false)]
    public void A_revocation_stops_billing_from_its_day_on(int dayOfOctober, bool found) =>
        Assert.Equal(found, SessionWith(Consent(1, "granted", 1), Consent(2, "revoked", dayOfOctober)).Draws(ConsentNotGranted.Check));

    [Fact]
    public void A_new_consent_heals_an_old_refusal() =>
        Assert.False(SessionWith(Consent(1, "granted", 5), Consent(2, "refused", 1)).Draws(ConsentNotGranted.Check));

    [Fact]
    public void Of_one_day_the_record_that_came_last_holds() =>
        Assert.True(SessionWith(Consent(8, "revoked", 5), Consent(7, "granted", 5)).Draws(ConsentNotGranted.Check));

    [Fact]
    public void A_revoked_consent_draws_this_code_and_no_other() =>
        Assert.Equal([ConsentNotGranted.Code], SessionWith(Consent(1, "granted", 1), Consent(2, "revoked", 2)).AllCodes());

    private static Consent Consent(long id, string state, int dayOfOctober) => new(id, state, new DateOnly(2026, 10, dayOfOctober), null);

    private static EntryBuilder SessionWith(params Consent[] consents) =>
        An.Entry().WithStudent(student => student with { Consents = consents });
}
