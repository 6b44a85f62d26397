using System.Text.RegularExpressions;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Reconciliation.Invariants;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Reconciliation;

/// <summary>Each invariant has a fault that a hand plants in the tables, and that it alone reports.</summary>
public sealed partial class LedgerVerificationTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    public static TheoryData<string, string> Faults => new()
    {
        {
            "entry-in-one-bucket", // the view takes it for a void, whose lines bill nothing
            """
            update billing.claim set frequency = '8', replaces_claim_id = 99, payer_claim_number = 'X' where claim_id = 2 and district_id = @DistrictId;
            update billing.claim_run set voids = 1, void_cents = 2000 where district_id = @DistrictId
            """
        },
        { "billed-entry", "update billing.claim_line_entry set entry_id = 99 where claim_id = 3 and district_id = @DistrictId" },
        { "shares", "update billing.claim_line_entry set charge_cents = charge_cents - 1 where claim_id = 3 and district_id = @DistrictId" },
        {
            "line-adds-up",
            """
            alter table billing.remit_line drop constraint if exists remit_line_posted_adds_up;
            update billing.remit_line set posted_adjusted_cents = posted_adjusted_cents + 1 where posted_claim_id = 1 and district_id = @DistrictId
            """
        },
        { "claim-adds-up", "update billing.claim set charge_cents = charge_cents + 1 where claim_id = 3 and district_id = @DistrictId" },
        { "run-totals", "update billing.claim_run set entries = entries + 1 where district_id = @DistrictId" },
        { "dead-claim", "insert into billing.claim_withdrawal values (@DistrictId, 1, now(), 'command:test', 'test')" },
        { "payment-adds-up", "update billing.provider_adjustment set cents = cents + 1 where district_id = @DistrictId" },
        { "remitted-claim-adds-up", "update billing.remit_line set adjustments = adjustments || '1' where adjustments <> '' and district_id = @DistrictId" },
        {
            "posted",
            """
            update billing.remit_line
            set posted_paid_cents = posted_paid_cents - 1, posted_adjusted_cents = posted_adjusted_cents + 1
            where posted_claim_id = 1 and district_id = @DistrictId
            """
        },
        {
            "answered-for",
            """
            update billing.remit_line
            set posted_claim_id = null, posted_line_number = null, posted_paid_cents = null, posted_adjusted_cents = null,
                posted_denied_cents = null, matched_by = null
            where posted_claim_id = 1 and district_id = @DistrictId
            """
        },
        { "control-numbers", "update billing.claim_run set control_number = 2 where district_id = @DistrictId" },
        { "claim-numbers", "update ops.counter set next_value = next_value + 1 where name = 'claim' and district_id = @DistrictId" },
        {
            "deposits",
            """
            insert into billing.bank_line values (@DistrictId, 1, '2026-11-06', 1, 'TRACE1', '', 1, now(), 'command:test');
            insert into billing.deposit values (@DistrictId, 1, 1, 'person', now(), 'command:test')
            """
        },
        {
            "not-taken-back",
            """
            update billing.claim_line_entry set live = false where claim_id = 1 and district_id = @DistrictId
            """
        },
        { "stored-files", "update ops.stored_file_chunk set bytes = set_byte(bytes, 0, 88) where length(bytes) < 20 and district_id = @DistrictId" },
        { "audit-trail", "update ops.counter set next_value = next_value + 1 where name = 'audit-event' and district_id = @DistrictId" },
        { "record-reads", "insert into ops.counter (district_id, name, next_value) values (@DistrictId, 'record-read-batch', 2)" },
    };

    [Fact]
    public async Task Sound_books_break_nothing()
    {
        var month = await PaidMonthAsync();

        var verified = await VerifyAsync(month);

        Assert.Equal(LedgerVerification.Invariants.Select(invariant => invariant.Name), verified.Select(each => each.Invariant.Name));
        Assert.Empty(Broken(verified));
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Each_invariant_finds_its_fault_and_no_other_does(string invariant, string fault)
    {
        var month = await PaidMonthAsync();
        await month.ExecuteAsync(fault);

        Assert.Equal([invariant], Broken(await VerifyAsync(month)));
    }

    [Fact]
    public async Task A_line_that_is_paid_twice_wants_somebodys_attention()
    {
        var month = await PaidMonthAsync();
        await new PayerFacts(database, month.DistrictId, files: 1).PayAsync(new PaidLine(1, Paid: 1_500));

        var broken = Assert.Single(await VerifyAsync(month), each => !each.Holds);

        Assert.Equal(("decided-twice", InvariantSeverity.Attention), (broken.Invariant.Name, broken.Invariant.Severity));
        Assert.Equal(1_500, Assert.Single(broken.Breaches).Cents);
    }

    [Fact]
    public async Task A_line_that_is_taken_back_twice_wants_somebodys_attention()
    {
        var month = await PaidMonthAsync();
        var facts = new PayerFacts(database, month.DistrictId, files: 1);
        await facts.PayAsync(-1_500, new PaidLine(1, Paid: -1_500, Adjusted: -500));
        Assert.Empty(Broken(await VerifyAsync(month)));

        await facts.PayAsync(-1_500, new PaidLine(1, Paid: -1_500, Adjusted: -500));

        var broken = Assert.Single(await VerifyAsync(month), each => !each.Holds);
        Assert.Equal(("taken-back-twice", InvariantSeverity.Attention), (broken.Invariant.Name, broken.Invariant.Severity));
        Assert.Equal(2_000, Assert.Single(broken.Breaches).Cents);
    }

    [Fact]
    public async Task A_void_leaves_the_books_right_until_it_is_answered_and_after()
    {
        var month = await ClaimMonth.CreateAsync(database);
        var sent = await month.BillAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6), ClaimMonth.Session(3, "S3", 6));
        await month.ReleaseAsync(sent.ClaimRunId);
        var facts = new PayerFacts(database, month.DistrictId);
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(2, Paid: 2_000));
        Assert.IsType<DecisionOutcome.Decided>(await new ClaimDecisions(database.DataSource, StoredDistrict.Clock).DecideAsync(
            month.DistrictId, new ClaimNumber(month.DistrictId, 1).ToString(), ClaimDecisionKind.Void, "test", await month.District.PersonAsync(UserRole.Clerk)));

        var voided = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        Assert.Empty(Broken(await VerifyAsync(month)));
        await month.ExecuteAsync("update billing.claim_line_entry set live = false where district_id = @DistrictId and claim_id = 1"); // By a hand in the tables.
        Assert.Equal(["void-not-answered", "not-taken-back"], Broken(await VerifyAsync(month)));
        await month.ExecuteAsync("update billing.claim_line_entry set live = true where district_id = @DistrictId and claim_id = 1");

        await month.ReleaseAsync(voided.ClaimRunId);
        await facts.AnswerAsync(4, "accepted");
        Assert.Empty(Broken(await VerifyAsync(month)));
        await facts.PayAsync(new PaidLine(1, Paid: -2_000), new PaidLine(3, Paid: 2_000));
        Assert.Empty(Broken(await VerifyAsync(month)));
        Assert.Equal(1, Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync()).Totals.Entries);
        Assert.Empty(Broken(await VerifyAsync(month)));
    }

    [Fact]
    public async Task What_a_person_says_was_taken_back_is_looked_for_until_a_remittance_says_so_too()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ReleaseAsync((await month.BillAsync(ClaimMonth.Session(1, "S1", 6))).ClaimRunId);
        var facts = new PayerFacts(database, month.DistrictId);
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        var clerk = await month.District.PersonAsync(UserRole.Clerk);
        await new ClaimDecisions(database.DataSource, StoredDistrict.Clock).DecideAsync(
            month.DistrictId, new ClaimNumber(month.DistrictId, 1).ToString(), ClaimDecisionKind.Void, "test", clerk);
        await month.ReleaseAsync(Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync()).ClaimRunId);

        Assert.IsType<VoidAnswerOutcome.Answered>(await new VoidAnswers(database.DataSource, StoredDistrict.Clock).AnswerAsync(
            month.DistrictId, new ClaimNumber(month.DistrictId, 2).ToString(), isDone: true, "on the portal", clerk));
        Assert.Equal(["not-taken-back"], Broken(await VerifyAsync(month)));
        await facts.TakeBackAsync(1, 2_000);
        Assert.Empty(Broken(await VerifyAsync(month)));
    }

    [Fact]
    public void Every_invariant_has_a_planted_fault()
    {
        string[] own = ["decided-twice", "taken-back-twice", "void-not-answered"];
        Assert.Equal(
            LedgerVerification.Invariants.Select(invariant => invariant.Name).Order(),
            Faults.Select(row => (string)((object[])row)[0]).Concat(own).Order());
    }

    [Fact]
    public void The_document_tells_every_invariant() =>
        Assert.Equal(
            LedgerVerification.Invariants.Select(invariant => (invariant.Name, invariant.Severity == InvariantSeverity.Fault ? "fault" : "attention")),
            DocumentRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/ledger.md")))
                .Select(row => (row.Groups[1].Value, row.Groups[2].Value)));

    [Fact]
    public async Task Of_one_month_only_that_month_is_looked_at()
    {
        var month = await PaidMonthAsync();
        await month.ExecuteAsync("update billing.claim_run set entries = entries + 1 where district_id = @DistrictId");

        var verification = new LedgerVerification(database.DataSource);

        Assert.Equal(["run-totals"], Broken(await verification.VerifyAsync(month.DistrictId, ClaimMonth.October)));
        Assert.Empty(Broken(await verification.VerifyAsync(month.DistrictId, new DateOnly(2026, 9, 1))));
    }

    [Fact]
    public async Task A_file_is_looked_at_within_the_transaction_that_posts_it()
    {
        var month = await PaidMonthAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        Assert.Empty(await LedgerVerification.OfFileAsync(transaction, month.DistrictId, 1));
        await month.ExecuteAsync("update billing.provider_adjustment set cents = cents + 1 where district_id = @DistrictId");

        Assert.Equal(["payment-adds-up"], Broken(await LedgerVerification.OfFileAsync(transaction, month.DistrictId, 1)));
        Assert.Empty(await LedgerVerification.OfFileAsync(transaction, month.DistrictId, 2));
    }

    /// <summary>Three claims of one session each: paid in part, denied, and without an answer; a provider adjustment of 5.00.</summary>
    private async Task<ClaimMonth> PaidMonthAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6), ClaimMonth.Session(3, "S3", 6));
        await new PayerFacts(database, month.DistrictId).PayAsync(500, new PaidLine(1, Paid: 1_500, Adjusted: 500), new PaidLine(2, Paid: 0, Denied: 2_000));
        return month;
    }

    private Task<IReadOnlyList<Verified>> VerifyAsync(ClaimMonth month) =>
        new LedgerVerification(database.DataSource).VerifyAsync(month.DistrictId, month: null);

    private static IEnumerable<string> Broken(IEnumerable<Verified> verified) =>
        verified.Where(each => !each.Holds).Select(each => each.Invariant.Name);

    [GeneratedRegex(@"^\| `([a-z-]+)` \|.*\| (fault|attention) \|$", RegexOptions.Multiline)]
    private static partial Regex DocumentRow();
}
