using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Tests.Payers;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>Replacement, void and again: what a person decides about a sent claim, and what the next run makes of it.</summary>
public sealed class ClaimDecisionTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_corrected_session_is_proposed_and_its_replacement_bills_it_as_it_is_now()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7), ClaimMonth.Session(3, "S2", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(1, Paid: 2_000, Line: 2));
        await CorrectAsync(month, 1, (LogField.Place, "home"));

        var proposal = Assert.Single(await ProposalsAsync(month));
        Assert.Equal((Number(month, 1), 1, 0, ClaimDecisionKind.Replace, true), (proposal.ClaimNumber, proposal.Changed, proposal.NotBillable, proposal.Proposed, proposal.PayerNumberKnown));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Replace), await DecideAsync(month, 1, ClaimDecisionKind.Replace));
        Assert.Equal(new DecisionOutcome.DecidedBefore(ClaimDecisionKind.Replace), await DecideAsync(month, 1, ClaimDecisionKind.Void));
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(new ClaimTotals(1, 2, 2, 4_000, Replacements: 1), built.Totals);
        var file = Encoding.ASCII.GetString(await month.FileAsync(built));
        Assert.Contains($"CLM*{Number(month, 3)}*40***12:B:7*", file, StringComparison.Ordinal);
        Assert.Contains("REF*F8*PAYER1~", file, StringComparison.Ordinal);
        Assert.Equal([(3L, 1L, 2), (3L, 2L, 1), (2L, 3L, 1)], await month.QueryAsync<(long, long, int)>(
            "select claim_id, entry_id, entry_version from billing.claim_line_entry where district_id = @DistrictId and live order by entry_id"));
        await AssertRebuiltAsync(month, built);
        await month.ReleaseAsync(built.ClaimRunId);
        Assert.Empty(await ProposalsAsync(month));
    }

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
    public async Task A_late_session_of_a_billed_day_goes_with_the_replacement()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 22));
        await facts.AnswerAsync(1, "accepted");
        await month.LogAsync(ClaimMonth.Therapy(2, "S1", 6, 13, 22), ClaimMonth.Therapy(3, "S1", 8, 9, 30));
        await month.CloseAsync();

        var proposal = Assert.Single(await ProposalsAsync(month));
        Assert.Equal((1, ClaimDecisionKind.Replace), (proposal.Late, proposal.Proposed));
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(
            [(2L, "1", (long?)null, 4_000L), (3L, "7", 1L, 6_000L)],
            await month.QueryAsync<(long, string, long?, long)>(
                "select claim_id, frequency, replaces_claim_id, charge_cents from billing.claim where district_id = @DistrictId and claim_id > 1 order by 1"));
        Assert.Empty(built.LeftReady.Sessions);
    }

    [Fact]
    public async Task Without_the_payers_number_a_claim_is_neither_replaced_nor_voided()
    {
        var (month, _) = await SentAsync(ClaimMonth.Session(1, "S1", 6));

        Assert.Equal(new DecisionOutcome.NoPayerNumber(Rejected: false), await DecideAsync(month, 1, ClaimDecisionKind.Void));
        Assert.Equal(new DecisionOutcome.NoPayerNumber(Rejected: false), await DecideAsync(month, 1, ClaimDecisionKind.Replace));
        Assert.IsType<DecisionOutcome.NotSentBack>(await DecideAsync(month, 1, ClaimDecisionKind.Again));
        Assert.IsType<DecisionOutcome.NotFound>(await DecideAsync(month, 9, ClaimDecisionKind.Void));
    }

    [Fact]
    public async Task What_is_not_released_is_not_decided_on_and_only_some_roles_decide()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(ClaimMonth.Session(1, "S1", 6));
        var auditor = await month.District.PersonAsync(UserRole.Auditor);

        Assert.IsType<DecisionOutcome.NotSent>(await DecideAsync(month, 1, ClaimDecisionKind.Void));
        Assert.IsType<DecisionOutcome.NotAllowed>(await Decisions.DecideAsync(month.DistrictId, Number(month, 1), ClaimDecisionKind.Void, "test", auditor));
    }

    [Fact]
    public async Task A_rejected_original_goes_again_as_an_original()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.AnswerAsync(1, "rejected", "A7:562:85");

        Assert.Equal(ClaimDecisionKind.Again, Assert.Single(await ProposalsAsync(month)).Proposed);
        Assert.Equal(new DecisionOutcome.NoPayerNumber(Rejected: true), await DecideAsync(month, 1, ClaimDecisionKind.Replace));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Again), await DecideAsync(month, 1, ClaimDecisionKind.Again));
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(new ClaimTotals(1, 1, 1, 2_000), built.Totals);
        Assert.Equal([("1", (long?)null)], await month.QueryAsync<(string, long?)>(
            "select frequency, replaces_claim_id from billing.claim where district_id = @DistrictId and claim_id = 2"));
        Assert.Empty(await ProposalsAsync(month));
    }

    [Fact]
    public async Task A_rejected_replacement_leaves_the_claim_standing_and_goes_again_in_its_place()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        await ReleaseAsync(month, await month.BuildAsync());
        await facts.AnswerAsync(2, "rejected", "A7:562:85");

        Assert.Equal([("paid", 2_000L, 1L)], await StandsAsync(month));
        var proposal = Assert.Single(await ProposalsAsync(month));
        Assert.Equal((Number(month, 1), ClaimDecisionKind.Replace, Number(month, 2)), (proposal.ClaimNumber, proposal.SentAs, proposal.Refused));
        Assert.Equal(new DecisionOutcome.NotStanding(Number(month, 1)), await DecideAsync(month, 2, ClaimDecisionKind.Void));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Replace), await DecideAsync(month, 2, ClaimDecisionKind.Again));
        await ReleaseAsync(month, await month.BuildAsync());

        Assert.Equal([("7", 1L, "PAYER1")], await month.QueryAsync<(string, long, string)>(
            "select frequency, replaces_claim_id, payer_claim_number from billing.claim where district_id = @DistrictId and claim_id = 3"));
        Assert.Empty(await ProposalsAsync(month));
        Assert.Equal([3L], await month.QueryAsync<long>("select claim_id from billing.claim_line_entry where district_id = @DistrictId and live"));
    }

    [Fact]
    public async Task A_replacement_that_was_rejected_and_paid_all_the_same_holds_its_sessions()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        await ReleaseAsync(month, await month.BuildAsync());
        await facts.AnswerAsync(2, "rejected", "A7:562:85");

        await facts.PayAsync(new PaidLine(2, Paid: 1_500, Adjusted: 500)); // Money outweighs words.

        Assert.Contains(("paid", 1_500L, 2L), await StandsAsync(month));
        await AssertNothingToBillAsync(month);
    }

    [Fact]
    public async Task A_rejected_replacement_keeps_what_is_billed_elsewhere_since_and_goes_again_itself()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(1, Paid: 2_000, Line: 2));
        await CorrectAsync(month, 2, (LogField.StudentNumber, "S2"));
        await month.ExecuteAsync("update intake.entry set billable = true where district_id = @DistrictId and entry_id = 2"); // As if signed anew.
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        await ReleaseAsync(month, await month.BuildAsync());
        await month.CloseAsync();
        await ReleaseAsync(month, await month.BuildAsync()); // The other student's.
        await facts.AnswerAsync(2, "rejected", "A7:562:85");

        Assert.Equal([(2L, 1L), (3L, 2L)], await month.QueryAsync<(long, long)>(
            "select claim_id, entry_id from billing.claim_line_entry where district_id = @DistrictId and live order by 1"));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Replace), await DecideAsync(month, 2, ClaimDecisionKind.Again));
        await ReleaseAsync(month, await month.BuildAsync());
        Assert.Equal([("7", 2L, "PAYER1")], await month.QueryAsync<(string, long, string)>(
            "select frequency, replaces_claim_id, payer_claim_number from billing.claim where district_id = @DistrictId and claim_id = 4"));
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
        var waiting = await WaitingClaims.LoadAsync(database.DataSource, month.District.District, month: null, later);
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

    [Theory]
    [InlineData("replacement", ClaimDecisionKind.Replace)]
    [InlineData("original", ClaimDecisionKind.Again)]
    public async Task A_denied_claim_goes_again_as_the_terms_say_that_it_was_sent_under(string deniedAgainAs, ClaimDecisionKind wanted)
    {
        var own = Encoding.UTF8.GetBytes(AProfile.JsonLike("nh-mmis", file =>
        {
            file["name"] = "own";
            file["editions"]![0]!["claims"]!["deniedAgainAs"] = deniedAgainAs;
        }));
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.CloseAsync();
        var profiles = new PayerProfiles(database.DataSource, StoredDistrict.Clock);
        await profiles.SetAsync(month.DistrictId, "own.json", own, ClaimMonth.Who);
        await ReleaseAsync(month, await month.BuildAsync(PayerProfile.Parse("own.json", own)));
        await new PayerFacts(database, month.DistrictId).PayAsync(new PaidLine(1, Paid: 0, Denied: 2_000));
        Assert.True(await profiles.EndAsync(month.DistrictId, "own", ClaimMonth.Who)); // No profile is of that name any more.

        var proposal = Assert.Single(await ProposalsAsync(month));

        Assert.Equal((ClaimDecisionKind.Again, wanted), (proposal.Proposed, proposal.SentAs));
        Assert.Equal(new DecisionOutcome.Decided(wanted), await DecideAsync(month, 1, ClaimDecisionKind.Again));
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

    [Fact]
    public async Task A_replacement_that_breaks_a_rule_waits_and_the_claim_stands()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(2, Paid: 2_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        await DecideAsync(month, 2, ClaimDecisionKind.Replace);
        await month.ExecuteAsync("update intake.student set last_name = 'Star*' where district_id = @DistrictId and student_id = 1");

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        var left = Assert.Single(built.LeftReady.Decisions);
        Assert.Equal((Number(month, 1), "X12_SEPARATOR"), (left.ClaimNumber, Assert.Single(left.Codes)));
        Assert.Equal((1, 0), (built.Totals.Replacements, built.LeftReady.Entries));
        Assert.Equal([(1L, 1L), (3L, 2L)], await month.QueryAsync<(long, long)>(
            "select claim_id, entry_id from billing.claim_line_entry where district_id = @DistrictId and live order by 1"));
    }

    [Fact]
    public async Task A_withdrawn_runs_decisions_wait_again_and_what_it_stood_for_stands()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(2, Paid: 2_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Void);
        await DecideAsync(month, 2, ClaimDecisionKind.Replace);
        var voided = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        await AssertNothingToBillAsync(month);
        var person = await month.District.PersonAsync(UserRole.Finance);

        Assert.IsType<WithdrawalOutcome.Withdrawn>(await month.Release.WithdrawAsync(month.DistrictId, voided.ClaimRunId, person, "test"));

        Assert.Equal([(1L, 1L), (2L, 2L)], await month.QueryAsync<(long, long)>(
            "select claim_id, entry_id from billing.claim_line_entry where district_id = @DistrictId and live order by 1"));
        var again = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        Assert.Equal(voided.Totals, again.Totals);
        Assert.Equal([1, 2, 3], await month.QueryAsync<int>("select control_number from billing.claim_run where district_id = @DistrictId order by 1"));
    }

    [Fact]
    public async Task A_run_is_not_withdrawn_while_a_later_one_bills_what_its_replacement_let_go()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(1, Paid: 2_000, Line: 2));
        await CorrectAsync(month, 2, (LogField.StudentNumber, "S2"));
        await month.ExecuteAsync("update intake.entry set billable = true where district_id = @DistrictId and entry_id = 2"); // As if signed anew.
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        var replaced = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        await month.CloseAsync();
        var freed = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        var person = await month.District.PersonAsync(UserRole.Finance);

        Assert.IsType<WithdrawalOutcome.BilledSince>(await month.Release.WithdrawAsync(month.DistrictId, replaced.ClaimRunId, person, "test"));
        Assert.IsType<WithdrawalOutcome.Withdrawn>(await month.Release.WithdrawAsync(month.DistrictId, freed.ClaimRunId, person, "test"));
        Assert.IsType<WithdrawalOutcome.Withdrawn>(await month.Release.WithdrawAsync(month.DistrictId, replaced.ClaimRunId, person, "test"));

        Assert.Equal([(1L, 1L), (1L, 2L)], await month.QueryAsync<(long, long)>(
            "select claim_id, entry_id from billing.claim_line_entry where district_id = @DistrictId and live order by 1, 2"));
    }

    [Fact]
    public async Task A_session_that_is_now_another_students_leaves_the_replacement()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(1, Paid: 2_000, Line: 2));
        await CorrectAsync(month, 2, (LogField.StudentNumber, "S2"));
        await month.ExecuteAsync("update intake.entry set billable = true where district_id = @DistrictId and entry_id = 2"); // As if signed anew.
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(new ClaimTotals(1, 1, 1, 2_000, Replacements: 1), built.Totals);
        Assert.Equal([1L], await month.QueryAsync<long>("select entry_id from billing.claim_line_entry where district_id = @DistrictId and live"));
    }

    [Theory, InlineData(1, false), InlineData(2, true)]
    public async Task Claims_in_the_place_of_one_go_in_one_transaction_or_not_at_all(int claimsPerTransaction, bool go)
    {
        var (month, facts) = await SentAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 22), ClaimMonth.Therapy(2, "S1", 7, 9, 22));
        await facts.PayAsync(new PaidLine(1, Paid: 3_000), new PaidLine(1, Paid: 3_000, Line: 2));
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        var payer = PayerProfile.Parse("small.json", Encoding.UTF8.GetBytes(AProfile.JsonLike("nh-mmis", file =>
        {
            file["editions"]![0]!["claims"]!["linesPerClaim"] = 1; // Of one claim two.
            file["editions"]![0]!["claims"]!["claimsPerTransaction"] = claimsPerTransaction;
        })));

        var outcome = await month.BuildAsync(payer);

        if (go)
        {
            Assert.Equal((2, 1), Assert.IsType<ClaimRunOutcome.Built>(outcome).Totals is var totals ? (totals.Claims, totals.Replacements) : default);
            return;
        }

        var left = Assert.Single(Assert.IsType<ClaimRunOutcome.NothingToBill>(outcome).LeftReady.Decisions);
        Assert.Equal((Number(month, 1), "X12_CLAIM_COUNT"), (left.ClaimNumber, Assert.Single(left.Codes)));
        Assert.Equal([1L], await month.QueryAsync<long>("select distinct claim_id from billing.claim_line_entry where district_id = @DistrictId and live"));
    }

    [Fact]
    public async Task A_billed_session_stays_in_its_month()
    {
        var (month, _) = await SentAsync(ClaimMonth.Session(1, "S1", 6));

        var invalid = Assert.IsType<CorrectionOutcome.Invalid>(await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            month.DistrictId, 1, 1, new Dictionary<string, string> { [LogField.Date] = "2026-09-29" }, StoredDistrict.Change, CorrectionOf.SentClaim));

        Assert.Equal([LogField.Date], invalid.Problems.Keys);
    }

    private ClaimDecisions Decisions => new(database.DataSource, StoredDistrict.Clock);

    private async Task<(ClaimMonth Month, PayerFacts Facts)> SentAsync(params EntryBuilder[] entries)
    {
        var month = await ClaimMonth.CreateAsync(database);
        await ReleaseAsync(month, await month.BillAsync(entries));
        return (month, new PayerFacts(database, month.DistrictId));
    }

    /// <summary>Where the month's cents stand: bucket, cents, and the claim or 0.</summary>
    private static Task<List<(string, long, long)>> StandsAsync(ClaimMonth month) => month.QueryAsync<(string, long, long)>(
        """
        select bucket, cents, coalesce(claim_id, 0) from billing.ledger
        where district_id = @DistrictId and service_month = '2026-10-01' and bucket <> 'replaced' order by 1
        """);

    private static async Task AssertNothingToBillAsync(ClaimMonth month)
    {
        await month.CloseAsync();
        Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());
    }

    private async Task<VoidAnswerOutcome> AnswerAsync(ClaimMonth month, long claimId, bool isDone) =>
        await new VoidAnswers(database.DataSource, StoredDistrict.Clock).AnswerAsync(
            month.DistrictId, Number(month, claimId), isDone, "by telephone", await month.District.PersonAsync(UserRole.Clerk));

    private static Task ReleaseAsync(ClaimMonth month, ClaimRunOutcome outcome) =>
        month.ReleaseAsync(Assert.IsType<ClaimRunOutcome.Built>(outcome).ClaimRunId);

    private async Task CorrectAsync(ClaimMonth month, long entryId, params (string Field, string Text)[] changes)
    {
        var service = new CorrectionService(database.DataSource, StoredDistrict.Clock);
        var fields = changes.ToDictionary(change => change.Field, change => change.Text);
        var change = new ChangeContext(ClaimMonth.Who, StoredDistrict.Change.When, "test");
        Assert.Equal(new CorrectionOutcome.Frozen(Sent: true), await service.CorrectAsync(month.DistrictId, entryId, 1, fields, change));
        Assert.IsType<CorrectionOutcome.Corrected>(await service.CorrectAsync(month.DistrictId, entryId, 1, fields, change, CorrectionOf.SentClaim));
    }

    private async Task<DecisionOutcome> DecideAsync(ClaimMonth month, long claimId, ClaimDecisionKind kind) =>
        await Decisions.DecideAsync(month.DistrictId, Number(month, claimId), kind, "test", await month.District.PersonAsync(UserRole.Clerk));

    private async Task<DecisionOutcome> DropAsync(ClaimMonth month, long claimId) =>
        await Decisions.DropAsync(month.DistrictId, Number(month, claimId), await month.District.PersonAsync(UserRole.Clerk));

    private Task<IReadOnlyList<ClaimProposal>> ProposalsAsync(ClaimMonth month) =>
        new ClaimProposals(database.DataSource).OfMonthAsync(month.DistrictId, ClaimMonth.October);

    private async Task AssertRebuiltAsync(ClaimMonth month, ClaimRunOutcome.Built built)
    {
        var again = new MemoryStream();
        await new ClaimRebuild(database.DataSource).RebuildAsync(month.DistrictId, built.ClaimRunId, again);
        Assert.Equal(await month.FileAsync(built), again.ToArray());
    }

    private static string Number(ClaimMonth month, long claimId) => new ClaimNumber(month.DistrictId, claimId).ToString();
}
