using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Tests.Payers;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>What is proposed and replaced, and what the next run makes of it.</summary>
public sealed class ClaimDecisionTests(DatabaseFixture database) : DecidedClaimTests(database)
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
        var month = await ClaimMonth.CreateAsync(Database);
        await month.BillAsync(ClaimMonth.Session(1, "S1", 6));
        var auditor = await month.District.PersonAsync(UserRole.Auditor);

        Assert.IsType<DecisionOutcome.NotSent>(await DecideAsync(month, 1, ClaimDecisionKind.Void));
        Assert.IsType<DecisionOutcome.NotAllowed>(await Decisions.DecideAsync(month.DistrictId, Number(month, 1), ClaimDecisionKind.Void, "test", auditor));
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

        var invalid = Assert.IsType<CorrectionOutcome.Invalid>(await new CorrectionService(Database.DataSource, StoredDistrict.Clock).CorrectAsync(
            month.DistrictId, 1, 1, new Dictionary<string, string> { [LogField.Date] = "2026-09-29" }, StoredDistrict.Change, CorrectionOf.SentClaim));

        Assert.Equal([LogField.Date], invalid.Problems.Keys);
    }
}
