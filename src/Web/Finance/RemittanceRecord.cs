using Dapper;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A payer's payment: its claims and lines, what was taken off, and the deposit that it is tied to.</summary>
/// <param name="Claims">A page of them.</param>
/// <param name="Lines">By the claim's ordinal; of a claim that came without lines, the parts that were posted.</param>
/// <param name="Adjustments">By the claim's ordinal and the line's, 0 for the claim as a whole.</param>
public sealed record RemittanceRecord(
    RemittanceHead Head, IReadOnlyList<ProviderAdjustment> ProviderAdjustments, IReadOnlyList<RemitClaim> Claims, ILookup<int, RemitLine> Lines,
    ILookup<(int Claim, int Line), RemitAdjustment> Adjustments)
{
    public const int ClaimsAPage = 100;

    /// <summary>A claim has 50 lines at most, and a line 30 adjustments; a payment has a few of its own.</summary>
    private const int Limit = 50_000;

    [Sql]
    private const string HeadSql = """
        select r.remittance_id, r.payer_name, r.trace_number, r.method, r.paid_date, r.payment_cents, r.claims, r.lines, r.charge_cents, r.adjusted_cents,
               r.paid_cents, r.provider_adjusted_cents, f.file_name, d.bank_line_id, b.banked_on, b.cents as bank_cents,
               (select coalesce(sum(o.payment_cents), 0)::bigint
                from billing.deposit x
                join billing.remittance o on o.district_id = x.district_id and o.remittance_id = x.remittance_id
                where x.district_id = r.district_id and x.bank_line_id = d.bank_line_id) as banked_payments_cents
        from billing.remittance r
        join billing.response_file f on f.district_id = r.district_id and f.response_file_id = r.response_file_id
        left join billing.deposit d on d.district_id = r.district_id and d.remittance_id = r.remittance_id
        left join billing.bank_line b on b.district_id = d.district_id and b.bank_line_id = d.bank_line_id
        where r.district_id = @districtId and r.remittance_id = @remittanceId
        """;

    [Sql]
    private const string ProviderAdjustmentsSql = """
        select a.reason, a.reference, a.cents, a.claim_id
        from billing.provider_adjustment a
        where a.district_id = @districtId and a.remittance_id = @remittanceId
        order by a.ordinal
        limit @limit
        """;

    [Sql]
    private const string ClaimsSql = """
        select c.claim_ordinal, c.claim_number, c.status, c.payer_claim_number, c.charge_cents, c.paid_cents, c.forwarded_to
        from billing.remit_claim c
        where c.district_id = @districtId and c.remittance_id = @remittanceId and c.claim_ordinal between @first and @last
        order by c.claim_ordinal
        """;

    [Sql]
    private const string LinesSql = """
        select l.claim_ordinal, l.line_ordinal, l.service_date, l.procedure, l.modifiers, l.charge_cents, l.paid_cents, l.remarks,
               l.posted_claim_id as claim_id, l.posted_line_number as line_number, l.matched_by, u.decided, u.remittance_id is not null and u.decided is null as waits
        from billing.remit_line l
        left join billing.unmatched_remit u
          on u.district_id = l.district_id and u.remittance_id = l.remittance_id and u.claim_ordinal = l.claim_ordinal and u.line_ordinal = l.line_ordinal
        where l.district_id = @districtId and l.remittance_id = @remittanceId and l.claim_ordinal between @first and @last
        union all
        select p.claim_ordinal, 0, null, '', '', p.charge_cents, p.paid_cents, '', p.claim_id, p.line_number, p.matched_by, null, false
        from billing.posted_part p
        where p.district_id = @districtId and p.remittance_id = @remittanceId and p.claim_ordinal between @first and @last
        union all
        select u.claim_ordinal, 0, u.service_date, u.procedure, u.modifiers, u.charge_cents, u.paid_cents, '', null, null, null, u.decided, u.decided is null
        from billing.unmatched_remit u
        where u.district_id = @districtId and u.remittance_id = @remittanceId and u.claim_ordinal between @first and @last and u.line_ordinal = 0
        order by 1, 2, 10
        limit @limit
        """;

    [Sql]
    private const string AdjustmentsSql = """
        select a.claim_ordinal, a.line_ordinal, a.adjustment_group as group_code, a.reason, a.cents
        from billing.remit_adjustment a
        where a.district_id = @districtId and a.remittance_id = @remittanceId and a.claim_ordinal between @first and @last
        order by a.claim_ordinal, a.line_ordinal, a.ordinal
        limit @limit
        """;

    /// <summary>The district's remittance of that number, or null.</summary>
    /// <param name="page">Of its claims: 1 and up.</param>
    public static async Task<RemittanceRecord?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long remittanceId, int page, CancellationToken cancellationToken)
    {
        var (first, last) = (((page - 1) * ClaimsAPage) + 1, page * ClaimsAPage);
        CommandDefinition Of(string sql) =>
            new(sql, new { districtId, remittanceId, first, last, limit = Limit }, cancellationToken: cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RemittanceHead?>(Of(HeadSql)) is { } head
            ? new(
                head,
                (await connection.QueryAsync<ProviderAdjustment>(Of(ProviderAdjustmentsSql))).AsList(),
                (await connection.QueryAsync<RemitClaim>(Of(ClaimsSql))).AsList(),
                (await connection.QueryAsync<RemitLine>(Of(LinesSql))).ToLookup(line => line.ClaimOrdinal),
                (await connection.QueryAsync<RemitAdjustment>(Of(AdjustmentsSql))).ToLookup(each => (each.ClaimOrdinal, each.LineOrdinal)))
            : null;
    }
}

/// <param name="PaymentCents">BPR02.</param>
/// <param name="ProviderAdjustedCents">PLB; positive makes the payment smaller.</param>
/// <param name="BankCents">Of the deposit that it is tied to.</param>
/// <param name="BankedPaymentsCents">Of all remittances of that deposit.</param>
public sealed record RemittanceHead(
    long RemittanceId, string PayerName, string TraceNumber, string Method, DateOnly PaidDate, long PaymentCents, int Claims, int Lines, long ChargeCents,
    long AdjustedCents, long PaidCents, long ProviderAdjustedCents, string FileName, long? BankLineId, DateOnly? BankedOn, long? BankCents,
    long BankedPaymentsCents)
{
    public int Pages => Math.Max(1, (Claims + RemittanceRecord.ClaimsAPage - 1) / RemittanceRecord.ClaimsAPage);
}

/// <param name="ClaimId">Where its reference names a claim of ours.</param>
public sealed record ProviderAdjustment(string Reason, string Reference, long Cents, long? ClaimId);

/// <param name="ClaimNumber">As the payer gave it back.</param>
public sealed record RemitClaim(
    int ClaimOrdinal, string ClaimNumber, string Status, string PayerClaimNumber, long ChargeCents, long PaidCents, string ForwardedTo);

/// <param name="LineOrdinal">0: a part of a claim that came without lines.</param>
/// <param name="ClaimId">The claim of ours that it was posted to, with <paramref name="LineNumber"/>; null where it was to none.</param>
/// <param name="Decided">What a person said of it where it matches nothing.</param>
/// <param name="Waits">For a person.</param>
public sealed record RemitLine(
    int ClaimOrdinal, int LineOrdinal, DateOnly? ServiceDate, string Procedure, string Modifiers, long ChargeCents, long PaidCents, string Remarks,
    long? ClaimId, int? LineNumber, string? MatchedBy, string? Decided, bool Waits);

/// <param name="GroupCode">Who it is laid to: CO, OA, PI, PR.</param>
/// <param name="Reason">CARC.</param>
public sealed record RemitAdjustment(int ClaimOrdinal, int LineOrdinal, string GroupCode, string Reason, long Cents)
{
    public AdjustmentReason Known => PayerCodes.Carc(Reason);
}
