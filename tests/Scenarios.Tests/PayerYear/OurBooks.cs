using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Reconciliation.Invariants;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Scenarios.Tests.PayerYear;

/// <summary>What our store says of claims and money, held against the payer's own books to the cent.</summary>
internal sealed class OurBooks(DatabaseFixture database, DistrictId districtId)
{
    private const string Remittances = """
        select trace_number, paid_date, payment_cents, paid_cents
        from billing.remittance where district_id = @districtId order by trace_number
        """;

    private const string ProviderAdjustments = """
        select r.trace_number, a.reason, a.reference, a.cents
        from billing.provider_adjustment a
        join billing.remittance r on r.district_id = a.district_id and r.remittance_id = a.remittance_id
        where a.district_id = @districtId order by r.trace_number, a.ordinal
        """;

    private const string Adjustments = """
        select adjustment_group, reason, sum(cents)::bigint
        from billing.remit_adjustment where district_id = @districtId
        group by adjustment_group, reason having sum(cents) <> 0
        """;

    private const string Claims = """
        with line as materialized (
            select claim_id, sum(charge_cents - outstanding_cents)::bigint as decided_cents, sum(paid_cents)::bigint as paid_cents
            from billing.line_standing where district_id = @districtId
            group by claim_id)
        select s.claim_number, s.stage, coalesce(l.decided_cents, 0) as decided_cents, coalesce(l.paid_cents, 0) as paid_cents
        from billing.claim_standing s
        left join line l on l.claim_id = s.claim_id
        where s.district_id = @districtId
        order by s.claim_number
        """;

    private const string Lines = """
        select line_control_number, charge_cents - outstanding_cents as decided_cents, paid_cents
        from billing.line_standing where district_id = @districtId
        """;

    private const string Ledger = """
        select bucket, sum(cents)::bigint from billing.ledger where district_id = @districtId and service_month = any(@months) group by bucket
        """;

    private const string PaidElsewhere = """
        select coalesce(sum(l.paid_cents), 0)::bigint
        from billing.line_standing l
        where l.district_id = @districtId
          and not exists (
            select from billing.claim_line_entry x
            where x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number and x.live)
        """;

    private const string Standing = """
        select s.claim_id, s.claim_number, s.service_month, s.stage,
               s.stage = 'decided' and (select sum(l.denied_cents) = s.charge_cents from billing.line_standing l
                                        where l.district_id = s.district_id and l.claim_id = s.claim_id) as denied
        from billing.claim_standing s
        where s.district_id = @districtId and s.frequency <> '8'
          and exists (select from billing.claim_line_entry x where x.district_id = s.district_id and x.claim_id = s.claim_id and x.live)
          and not exists (select from billing.voiding_claim v where v.district_id = s.district_id and v.claim_id = s.claim_id)
        order by s.claim_id
        """;

    private const string Sessions = """
        select e.entry_id, e.version, e.place
        from billing.claim_line_entry x
        join intake.entry e on e.district_id = x.district_id and e.service_month = x.service_month and e.entry_id = x.entry_id
        where x.district_id = @districtId and x.claim_id = @claimId and x.live
        order by e.entry_id
        """;

    private const string Unmatched = "select count(*) from billing.unmatched_line where district_id = @districtId";

    /// <summary>Every payment, adjustment, claim and line of ours is what the payer has.</summary>
    public async Task RequireSameAsync(PayerBooks payer)
    {
        Assert.Equal(0, (await QueryAsync<long>(Unmatched))[0]);
        Assert.Equal(
            payer.Remittances.OrderBy(one => one.TraceNumber, StringComparer.Ordinal).Select(one => (one.TraceNumber, one.PaidOn, one.PaymentCents, one.ClaimCents)),
            await QueryAsync<(string, DateOnly, long, long)>(Remittances));
        Assert.Equal(
            payer.Remittances.OrderBy(one => one.TraceNumber, StringComparer.Ordinal)
                .SelectMany(one => one.ProviderAdjustments.Select(due => (one.TraceNumber, due.Reason, due.Reference, due.AmountCents))),
            await QueryAsync<(string, string, string, long)>(ProviderAdjustments));
        Assert.Equal(
            payer.Claims.Values.SelectMany(claim => claim.Adjusted).GroupBy(sum => sum.Key).Select(sum => (sum.Key, Cents: sum.Sum(each => each.Value)))
                .Where(sum => sum.Cents != 0).ToDictionary(sum => sum.Key, sum => sum.Cents),
            (await QueryAsync<(string Group, string Reason, long Cents)>(Adjustments)).ToDictionary(sum => (sum.Group, sum.Reason), sum => sum.Cents));
        await RequireSameClaimsAsync(payer);
    }

    /// <summary>No invariant is broken; what somebody must act on may be there.</summary>
    /// <param name="month">Null: none of any month.</param>
    public async Task RequireSoundAsync(DateOnly? month)
    {
        var verified = await new LedgerVerification(database.DataSource).VerifyAsync(districtId, month);
        Assert.Empty(verified
            .Where(each => each.Invariant.Severity == InvariantSeverity.Fault)
            .SelectMany(broken => broken.Breaches.Select(breach => $"{broken.Invariant.Name}: {breach}")));
    }

    /// <summary>Claims that bill sessions and that no void is to take back, in the order of their numbers.</summary>
    public Task<IReadOnlyList<StandingClaim>> StandingClaimsAsync() => QueryAsync<StandingClaim>(Standing);

    /// <summary>The sessions that a claim bills.</summary>
    public Task<IReadOnlyList<(long EntryId, int Version, string Place)>> SessionsAsync(long claimId) => QueryAsync<(long, int, string)>(Sessions, claimId);

    /// <summary>Cents by bucket, over all months.</summary>
    public async Task<IReadOnlyDictionary<string, long>> BucketsAsync() =>
        (await QueryAsync<(string Bucket, long Cents)>(Ledger)).ToDictionary(bucket => bucket.Bucket, bucket => bucket.Cents);

    private async Task RequireSameClaimsAsync(PayerBooks payer)
    {
        var none = new BookedClaim(0, 0, new Dictionary<(string, string), long>(), IsByLine: true);
        var claims = await QueryAsync<(string Number, string Stage, long DecidedCents, long PaidCents)>(Claims);
        Assert.Equal(payer.Fates.Keys.Order(StringComparer.Ordinal), claims.Select(claim => claim.Number));
        foreach (var claim in claims)
        {
            var booked = payer.Claims.GetValueOrDefault(claim.Number, none);
            Assert.Equal(
                (claim.Number, StageOf(payer.Fates[claim.Number]), booked.ChargeCents, booked.PaidCents),
                (claim.Number, claim.Stage, claim.DecidedCents, claim.PaidCents));
        }

        foreach (var line in await QueryAsync<(string Number, long DecidedCents, long PaidCents)>(Lines))
        {
            // Our line's number begins with its claim's, and its two digits follow.
            if (payer.Lines.GetValueOrDefault(line.Number) is { } booked && payer.Claims[line.Number[..^2]].IsByLine)
            {
                Assert.Equal((line.Number, booked.ChargeCents, booked.PaidCents), line);
            }
        }

        // A claim in whose place another stands is in no bucket of money, and is paid until the payer takes it back.
        Assert.Equal(
            payer.Claims.Values.Sum(claim => claim.PaidCents),
            (await BucketsAsync()).GetValueOrDefault("paid") + (await QueryAsync<long>(PaidElsewhere))[0]);
    }

    private static string StageOf(ClaimFate fate) => fate switch
    {
        ClaimFate.Taken or ClaimFate.Forwarded or ClaimFate.Done => "accepted",
        ClaimFate.Rejected => "rejected",
        ClaimFate.Lost => "released",
        _ => "decided",
    };

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, long claimId = 0)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, new { districtId, claimId, months = YearDistrict.Months.ToArray() })];
    }
}

/// <param name="Denied">The payer decided on it and paid nothing.</param>
internal sealed record StandingClaim(long ClaimId, string ClaimNumber, DateOnly ServiceMonth, string Stage, bool Denied);
