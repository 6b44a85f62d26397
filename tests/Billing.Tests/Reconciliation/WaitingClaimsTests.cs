using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Reconciliation;

public sealed class WaitingClaimsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    /// <summary>The profile and the pack of New Hampshire both say 90 days; the file was released on 9 November.</summary>
    [Theory, InlineData(90, 0), InlineData(91, 2)]
    public async Task A_claim_waits_too_long_from_the_day_after_its_days(int days, int claims)
    {
        var (month, _) = await ReleasedMonthAsync();

        var waiting = await WaitingAsync(month, days);

        Assert.Equal((claims, claims * 2_000L), (waiting.Claims, waiting.ChargeCents));
        Assert.All(waiting.Oldest, claim => Assert.Equal((days, false), (claim.Days, claim.Accepted)));
    }

    [Fact]
    public async Task The_state_may_want_it_asked_earlier()
    {
        var (month, _) = await ReleasedMonthAsync();
        await month.District.OverrideAsync("filing.responseDays", "30");

        Assert.Equal(2, (await WaitingAsync(month, 31)).Claims);
    }

    [Fact]
    public async Task So_may_the_payer()
    {
        var (month, _) = await ReleasedMonthAsync();
        await month.ExecuteAsync("update billing.claim_run set terms = jsonb_set(terms, '{payer,responseTimeoutDays}', '14') where district_id = @DistrictId");

        Assert.Equal(2, (await WaitingAsync(month, 15)).Claims);
    }

    [Fact]
    public async Task What_was_decided_or_rejected_waits_no_more_and_what_was_accepted_does()
    {
        var (month, facts) = await ReleasedMonthAsync();
        await facts.AnswerAsync(1, "accepted");
        await facts.AnswerAsync(2, "rejected");

        var waiting = Assert.Single((await WaitingAsync(month, 91)).Oldest);
        Assert.True(waiting.Accepted);

        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        Assert.Equal(0, (await WaitingAsync(month, 91)).Claims);
    }

    [Fact]
    public async Task A_file_that_was_not_released_waits_for_nobody()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(ClaimMonth.Session(1, "S1", 6));

        Assert.Equal(0, (await WaitingAsync(month, 400)).Claims);
    }

    private async Task<(ClaimMonth Month, PayerFacts Facts)> ReleasedMonthAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6));
        var facts = new PayerFacts(database, month.DistrictId);
        await facts.ReleaseAsync();
        return (month, facts);
    }

    private Task<WaitingClaims> WaitingAsync(ClaimMonth month, int days) => WaitingClaims.LoadAsync(
        database.DataSource, month.District.District, month: null, new FixedClock(StoredDistrict.Clock.GetUtcNow().AddDays(days)));
}
