using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Reconciliation;

public sealed class LedgerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_lines_cents_are_cut_by_session_in_proportion()
    {
        var (month, facts) = await ThreeSessionsOnOneLineAsync();

        await facts.PayAsync(new PaidLine(1, Paid: 3_000, Adjusted: 1_500, Denied: 1_500));

        Assert.Equal(
            [
                (1, "adjusted", 667), (1, "denied", 667), (1, "paid", 1_333),
                (2, "adjusted", 333), (2, "denied", 333), (2, "paid", 667),
                (3, "adjusted", 500), (3, "denied", 500), (3, "paid", 1_000),
            ],
            await LedgerAsync(month));
    }

    [Theory]
    [InlineData("accepted", "accepted"), InlineData("forwarded", "accepted"), InlineData("rejected", "rejected"), InlineData("unclear", "batched")]
    public async Task An_acknowledgement_moves_all_of_a_claim(string verdict, string bucket)
    {
        var (month, facts) = await ThreeSessionsOnOneLineAsync();

        await facts.AnswerAsync(1, verdict);

        Assert.Equal([(1, bucket, 2_667), (2, bucket, 1_333), (3, bucket, 2_000)], await LedgerAsync(month));
    }

    [Fact]
    public async Task A_rejected_file_rejects_all_its_claims_until_money_says_otherwise()
    {
        var (month, facts) = await ThreeSessionsOnOneLineAsync();
        await facts.AnswerRunAsync("rejected", "R");
        Assert.All(await LedgerAsync(month), row => Assert.Equal("rejected", row.Bucket));

        await facts.PayAsync(new PaidLine(1, Paid: 6_000));

        Assert.All(await LedgerAsync(month), row => Assert.Equal("paid", row.Bucket));
    }

    /// <summary>Both ways add up: by session what it was billed for, by line and bucket what was decided.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task No_cent_of_a_session_or_a_bucket_is_lost_whatever_is_paid(int seed)
    {
        var random = new Random(seed);
        var (month, facts) = await ThreeSessionsOnOneLineAsync();
        for (var left = 6_000L; left > 0 && random.Next(4) != 0;)
        {
            var charge = random.NextInt64(1, left + 1);
            var paid = random.NextInt64(0, charge + 1);
            var denied = random.NextInt64(0, charge - paid + 1);
            await facts.PayAsync(new PaidLine(1, paid, charge - paid - denied, denied));
            left -= charge;
            if (denied > 1)
            {
                await facts.WriteOffAsync(1, 1, "denied", random.NextInt64(1, denied));
            }
        }

        Assert.Empty(await month.QueryAsync<long>(
            """
            select x.entry_id
            from billing.claim_line_entry x
            left join billing.ledger g using (district_id, service_month, entry_id, claim_id, line_number)
            where x.district_id = @DistrictId
            group by x.entry_id, x.charge_cents
            having sum(g.cents) is distinct from x.charge_cents
            """));
        Assert.Empty(await month.QueryAsync<string>(
            """
            select b.bucket
            from billing.line_standing l
            cross join lateral (values
                ('paid', l.paid_cents), ('adjusted', l.adjusted_cents), ('denied', l.denied_cents), ('written-off', l.written_off_cents)) b (bucket, cents)
            left join billing.ledger g using (district_id, claim_id, line_number, bucket)
            where l.district_id = @DistrictId
            group by b.bucket, b.cents
            having coalesce(sum(g.cents), 0) <> b.cents
            """));
        Assert.DoesNotContain(await LedgerAsync(month), row => row.Cents < -1);
    }

    [Fact]
    public async Task A_replaced_line_counts_once_where_the_session_stands_now()
    {
        var (month, _) = await ThreeSessionsOnOneLineAsync();

        await month.ExecuteAsync("update billing.claim_line_entry set live = false where district_id = @DistrictId");

        Assert.Equal(
            [(1, "ready", 2_667), (1, "replaced", 2_667), (2, "ready", 1_333), (2, "replaced", 1_333), (3, "ready", 2_000), (3, "replaced", 2_000)],
            await LedgerAsync(month));
    }

    [Fact]
    public async Task Sessions_of_a_withdrawn_file_are_ready_and_nothing_else()
    {
        var (month, _) = await ThreeSessionsOnOneLineAsync();

        await month.ExecuteAsync(
            """
            insert into billing.claim_withdrawal values (@DistrictId, 1, now(), 'command:test', 'test');
            update billing.claim_line_entry set live = false where district_id = @DistrictId
            """);

        Assert.Equal([(1, "ready", 2_667), (2, "ready", 1_333), (3, "ready", 2_000)], await LedgerAsync(month));
    }

    [Fact]
    public async Task What_is_written_off_or_on_its_way_again_is_not_returned()
    {
        var (month, facts) = await ThreeSessionsOnOneLineAsync();
        await facts.PayAsync(new PaidLine(1, Paid: 0, Denied: 6_000));
        Assert.Equal([2_667, 1_333, 2_000], await ReturnedAsync(month));

        await facts.WriteOffAsync(1, 1, "denied", 6_000);
        Assert.Empty(await ReturnedAsync(month));

        await facts.WriteOffAsync(1, 1, "denied", -6_000);
        Assert.Equal([2_667, 1_333, 2_000], await ReturnedAsync(month));

        await month.ExecuteAsync(
            """
            insert into billing.claim_decision (district_id, claim_decision_id, claim_id, kind, reason, decided_at, decided_by)
            values (@DistrictId, 1, 1, 'replace', 'test', now(), 'command:test')
            """);
        Assert.Empty(await ReturnedAsync(month));
    }

    /// <summary>20, 10 and 15 minutes of one student's day: one line of 60.00, of which each brings its part.</summary>
    private async Task<(ClaimMonth Month, PayerFacts Facts)> ThreeSessionsOnOneLineAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(
            ClaimMonth.Therapy(1, "S1", 6, 9, 20), ClaimMonth.Therapy(2, "S1", 6, 10, 10), ClaimMonth.Therapy(3, "S1", 6, 11, 15));
        return (month, new(database, month.DistrictId));
    }

    private static Task<List<(long EntryId, string Bucket, long Cents)>> LedgerAsync(ClaimMonth month) =>
        month.QueryAsync<(long, string, long)>(
            "select entry_id, bucket, cents from billing.ledger where district_id = @DistrictId and service_month = '2026-10-01' order by 1, 2");

    private static Task<List<long>> ReturnedAsync(ClaimMonth month) =>
        month.QueryAsync<long>("select cents from billing.returned_entry where district_id = @DistrictId order by entry_id");
}
