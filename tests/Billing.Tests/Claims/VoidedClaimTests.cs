using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>A claim is taken back, once the payer has taken it back.</summary>
public sealed class VoidedClaimTests(DatabaseFixture database) : DecidedClaimTests(database)
{
    [Fact]
    public async Task A_void_repeats_the_claim_and_its_sessions_stay_until_the_payer_took_it_back()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 22), ClaimMonth.Therapy(2, "S1", 6, 13, 22), ClaimMonth.Session(3, "S2", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 6_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Void);

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(new ClaimTotals(1, 1, 0, 6_000, Voids: 1, VoidCents: 6_000), built.Totals);
        Assert.Contains($"CLM*{Number(month, 3)}*60***03:B:8*", Encoding.ASCII.GetString(await month.FileAsync(built)), StringComparison.Ordinal);
        Assert.Equal([1L, 3L], await month.QueryAsync<long>(
            "select claim_id from billing.claim_line where district_id = @DistrictId and procedure = '97530' and minutes = 44 order by 1"));
        await AssertRebuiltAsync(month, built);
        await month.ReleaseAsync(built.ClaimRunId);
        await AssertNothingToBillAsync(month);
        await facts.AnswerAsync(3, "accepted"); // The payer will look at it.
        await AssertNothingToBillAsync(month);
        Assert.Equal(new DecisionOutcome.VoidNotAnswered(Number(month, 3)), await DecideAsync(month, 1, ClaimDecisionKind.Replace));
        Assert.Equal(Number(month, 3), Assert.Single(await ProposalsAsync(month)).VoidedBy);

        await facts.TakeBackAsync(1, 6_000);
        Assert.Equal([3L], await month.QueryAsync<long>("select entry_id from billing.claim_line_entry where district_id = @DistrictId and live"));
        var next = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync()); // Still billable, so ready.
        Assert.Equal(new ClaimTotals(1, 1, 2, 6_000), next.Totals);
        Assert.Equal(new DecisionOutcome.NotStanding(Original: null), await DecideAsync(month, 1, ClaimDecisionKind.Replace));
    }

    [Fact]
    public async Task A_rejected_void_changes_nothing_and_goes_again_as_a_void()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Void);
        await ReleaseAsync(month, await month.BuildAsync());
        await facts.AnswerAsync(2, "rejected", "A7:562:85");

        Assert.Equal([("paid", 2_000L, 1L)], await StandsAsync(month));
        await AssertNothingToBillAsync(month);
        var proposal = Assert.Single(await ProposalsAsync(month));
        Assert.Equal((Number(month, 1), ClaimDecisionKind.Void, Number(month, 2)), (proposal.ClaimNumber, proposal.SentAs, proposal.Refused));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Void), await DecideAsync(month, 2, ClaimDecisionKind.Again));
        await ReleaseAsync(month, await month.BuildAsync());

        Assert.Equal([("8", 1L, "PAYER1")], await month.QueryAsync<(string, long, string)>(
            "select frequency, replaces_claim_id, payer_claim_number from billing.claim where district_id = @DistrictId and claim_id > 2"));
        Assert.Equal(Number(month, 3), Assert.Single(await ProposalsAsync(month)).VoidedBy);
        var later = new FixedClock(StoredDistrict.Clock.GetUtcNow().AddDays(91));
        var waiting = await WaitingClaims.LoadAsync(Database.DataSource, month.District.District, month: null, later);
        Assert.Equal((Number(month, 3), true), Assert.Single(waiting.Oldest) is var claim ? (claim.ClaimNumber, claim.IsVoid) : default);
        await facts.TakeBackAsync(1, 2_000);
        Assert.Equal([("ready", 2_000L, 0L)], await StandsAsync(month));
        Assert.Equal(new ClaimTotals(1, 1, 1, 2_000), Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync()).Totals);
    }

    [Fact]
    public async Task A_person_may_know_what_the_payer_answered_to_a_void()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.AnswerAsync(1, "accepted");
        await DecideAsync(month, 1, ClaimDecisionKind.Void);
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        Assert.IsType<VoidAnswerOutcome.NotSent>(await AnswerAsync(month, 2, isDone: true));
        await month.ReleaseAsync(built.ClaimRunId);
        Assert.IsType<VoidAnswerOutcome.NoVoid>(await AnswerAsync(month, 1, isDone: true));
        Assert.Equal([("voiding", 2_000L, 1L)], await StandsAsync(month));

        Assert.IsType<VoidAnswerOutcome.Answered>(await AnswerAsync(month, 2, isDone: false));
        Assert.Equal([("accepted", 2_000L, 1L)], await StandsAsync(month));
        Assert.IsType<VoidAnswerOutcome.Answered>(await AnswerAsync(month, 2, isDone: true));
        Assert.Equal([("ready", 2_000L, 0L)], await StandsAsync(month));
        Assert.IsType<VoidAnswerOutcome.KnownBefore>(await AnswerAsync(month, 2, isDone: true));
        Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        Assert.IsType<VoidAnswerOutcome.BilledSince>(await AnswerAsync(month, 2, isDone: false));
        Assert.Equal([("claim.void-answered", "by telephone"), ("claim.void-answered", "by telephone")], await month.QueryAsync<(string, string)>(
            "select action, reason from ops.audit_event where district_id = @DistrictId and action = 'claim.void-answered'"));
    }

    [Fact]
    public async Task A_claim_of_which_nothing_is_billable_any_more_is_to_be_voided()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        await CorrectAsync(month, 1, (LogField.Attendance, "A"));

        Assert.Equal((1, ClaimDecisionKind.Void), Assert.Single(await ProposalsAsync(month)) is var proposal ? (proposal.NotBillable, proposal.Proposed) : default);
        Assert.Equal(["ATT_NOTDELIVERED"], proposal.Codes);
        await DecideAsync(month, 1, ClaimDecisionKind.Replace); // A mistake: nothing is left to bill.
        var nothing = Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());
        Assert.Equal(Number(month, 1), Assert.Single(nothing.LeftReady.Decisions).ClaimNumber);
        Assert.Equal(new DecisionOutcome.Dropped(ClaimDecisionKind.Replace), await DropAsync(month, 1));
        Assert.IsType<DecisionOutcome.NothingWaits>(await DropAsync(month, 1));
        await DecideAsync(month, 1, ClaimDecisionKind.Void);
        Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());
    }
}
