using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Billing.Reconciliation.Invariants;

/// <summary>What must hold of remittances and what was posted of them. Without a file of them, of all.</summary>
internal static class PaymentInvariants
{
    [Sql]
    private const string RemittanceAddsUpSql = """
        select 'remittance ' || r.remittance_id as subject,
               (coalesce(c.paid_cents, 0) - coalesce(p.cents, 0) - r.payment_cents)::bigint as cents
        from billing.remittance r
        cross join lateral (
            select count(*) as claims, sum(c.charge_cents) as charge_cents, sum(c.paid_cents) as paid_cents, sum(c.adjusted_cents) as adjusted_cents
            from billing.remit_claim c
            where c.district_id = r.district_id and c.remittance_id = r.remittance_id) c
        cross join lateral (
            select count(*) as lines, sum(l.adjusted_cents) as adjusted_cents
            from billing.remit_line l
            where l.district_id = r.district_id and l.remittance_id = r.remittance_id) l
        cross join lateral (
            select sum(p.cents) as cents
            from billing.provider_adjustment p
            where p.district_id = r.district_id and p.remittance_id = r.remittance_id) p
        where r.district_id = @districtId and (@responseFileId::bigint is null or r.response_file_id = @responseFileId)
          and (r.claims, r.lines, r.charge_cents, r.paid_cents, r.adjusted_cents, r.provider_adjusted_cents, r.payment_cents)
              is distinct from
              (c.claims, l.lines, coalesce(c.charge_cents, 0), coalesce(c.paid_cents, 0),
               coalesce(c.adjusted_cents, 0) + coalesce(l.adjusted_cents, 0), coalesce(p.cents, 0), coalesce(c.paid_cents, 0) - coalesce(p.cents, 0))
        order by r.remittance_id
        limit @limit
        """;

    [Sql]
    private const string RemittedClaimAddsUpSql = """
        select 'remittance ' || c.remittance_id || ' claim ' || c.claim_ordinal as subject,
               (c.charge_cents - c.adjusted_cents - coalesce(l.adjusted_cents, 0) - c.paid_cents)::bigint as cents
        from billing.remittance r
        join billing.remit_claim c on c.district_id = r.district_id and c.remittance_id = r.remittance_id
        left join (
            select l.remittance_id, l.claim_ordinal, sum(l.charge_cents) as charge_cents, sum(l.adjusted_cents) as adjusted_cents
            from billing.remittance r
            join billing.remit_line l on l.district_id = r.district_id and l.remittance_id = r.remittance_id
            where r.district_id = @districtId and (@responseFileId::bigint is null or r.response_file_id = @responseFileId)
            group by l.remittance_id, l.claim_ordinal) l on l.remittance_id = c.remittance_id and l.claim_ordinal = c.claim_ordinal
        left join (
            select a.remittance_id, a.claim_ordinal, sum(a.cents) filter (where a.line_ordinal = 0) as claim_cents,
                   sum(a.cents) filter (where a.line_ordinal > 0) as line_cents
            from billing.remittance r
            join billing.remit_adjustment a on a.district_id = r.district_id and a.remittance_id = r.remittance_id
            where r.district_id = @districtId and (@responseFileId::bigint is null or r.response_file_id = @responseFileId)
            group by a.remittance_id, a.claim_ordinal) a on a.remittance_id = c.remittance_id and a.claim_ordinal = c.claim_ordinal
        where r.district_id = @districtId and (@responseFileId::bigint is null or r.response_file_id = @responseFileId)
          and (c.charge_cents - c.adjusted_cents - coalesce(l.adjusted_cents, 0) <> c.paid_cents
               or l.charge_cents <> c.charge_cents
               or coalesce(a.claim_cents, 0) <> c.adjusted_cents
               or coalesce(a.line_cents, 0) <> coalesce(l.adjusted_cents, 0))
        order by c.remittance_id, c.claim_ordinal
        limit @limit
        """;

    [Sql]
    private const string PostedSql = """
        select 'remittance ' || c.remittance_id || ' claim ' || c.claim_ordinal as subject, (p.paid_cents - c.paid_cents)::bigint as cents
        from billing.remittance r
        join billing.remit_claim c on c.district_id = r.district_id and c.remittance_id = r.remittance_id
        join (
            select p.remittance_id, p.claim_ordinal, sum(p.charge_cents) as charge_cents, sum(p.paid_cents) as paid_cents
            from billing.remittance r
            join billing.line_posting p on p.district_id = r.district_id and p.remittance_id = r.remittance_id
            where r.district_id = @districtId and (@responseFileId::bigint is null or r.response_file_id = @responseFileId)
            group by p.remittance_id, p.claim_ordinal) p on p.remittance_id = c.remittance_id and p.claim_ordinal = c.claim_ordinal
        where r.district_id = @districtId and (@responseFileId::bigint is null or r.response_file_id = @responseFileId)
          and (p.charge_cents, p.paid_cents) is distinct from (c.charge_cents, c.paid_cents)
          and not exists (
            select from billing.unmatched_remit u
            where u.district_id = c.district_id and u.remittance_id = c.remittance_id and u.claim_ordinal = c.claim_ordinal)
        order by c.remittance_id, c.claim_ordinal
        limit @limit
        """;

    /// <summary>A notice (CLP02 23 and 25) that moves no money answers for nothing.</summary>
    [Sql]
    private const string AnsweredForSql = """
        select 'remittance ' || c.remittance_id || ' claim ' || c.claim_ordinal
               || case when l.line_ordinal is null then '' else ' line ' || l.line_ordinal end as subject,
               coalesce(l.paid_cents, c.paid_cents) as cents
        from billing.remittance r
        join billing.remit_claim c on c.district_id = r.district_id and c.remittance_id = r.remittance_id
        left join billing.remit_line l
          on l.district_id = c.district_id and l.remittance_id = c.remittance_id and l.claim_ordinal = c.claim_ordinal
        left join (select distinct district_id, remittance_id, claim_ordinal from billing.posted_part) p
          on p.district_id = c.district_id and p.remittance_id = c.remittance_id and p.claim_ordinal = c.claim_ordinal and l.line_ordinal is null
        left join billing.unmatched_line u
          on u.district_id = c.district_id and u.remittance_id = c.remittance_id and u.claim_ordinal = c.claim_ordinal
         and u.line_ordinal = coalesce(l.line_ordinal, 0)
        where r.district_id = @districtId and (@responseFileId::bigint is null or r.response_file_id = @responseFileId)
          and (l.posted_claim_id is null and p.remittance_id is null) = (u.remittance_id is null)
          and not (c.status in ('23', '25') and c.paid_cents = 0 and l.posted_claim_id is null and p.remittance_id is null)
        order by c.remittance_id, c.claim_ordinal, l.line_ordinal
        limit @limit
        """;

    /// <summary>
    /// Payment by payment instead of claim by claim, so that a file of a million lines is read once: what is posted, what the claims that
    /// wait for a person hold besides, and what notices move (nothing) come to what was remitted, in charges, payments and lines.
    /// </summary>
    [Sql]
    private const string PostedWholeSql = """
        select 'remittance ' || r.remittance_id as subject, (p.paid_cents + o.paid_cents - r.paid_cents)::bigint as cents
        from billing.remittance r
        cross join lateral (
            select count(*) filter (where p.line_ordinal > 0) as lines, coalesce(sum(p.charge_cents), 0) as charge_cents,
                   coalesce(sum(p.paid_cents), 0) as paid_cents
            from billing.line_posting p
            where p.district_id = r.district_id and p.remittance_id = r.remittance_id) p
        cross join lateral (
            select coalesce(sum(o.lines), 0) as lines, coalesce(sum(c.charge_cents - o.charge_cents), 0) as charge_cents,
                   coalesce(sum(c.paid_cents - o.paid_cents), 0) as paid_cents
            from billing.remit_claim c
            cross join lateral (
                select count(*) filter (where l.posted_claim_id is null) as lines,
                       coalesce(sum(l.charge_cents) filter (where l.posted_claim_id is not null), 0) as charge_cents,
                       coalesce(sum(l.posted_paid_cents), 0) as paid_cents
                from billing.remit_line l
                where l.district_id = c.district_id and l.remittance_id = c.remittance_id and l.claim_ordinal = c.claim_ordinal) o
            where c.district_id = r.district_id and c.remittance_id = r.remittance_id
              and (c.status in ('23', '25') and c.paid_cents = 0
                   or c.claim_ordinal in (select u.claim_ordinal from billing.unmatched_line u
                                          where u.district_id = r.district_id and u.remittance_id = r.remittance_id))) o
        where r.district_id = @districtId and r.response_file_id = @responseFileId
          and (p.lines + o.lines, p.charge_cents + o.charge_cents, p.paid_cents + o.paid_cents)
              is distinct from (r.lines::numeric, r.charge_cents::numeric, r.paid_cents::numeric)
        order by r.remittance_id
        limit @limit
        """;

    private static readonly Invariant _remittanceAddsUp = new(
        "payment-adds-up", "A payment is what it pays for its claims less its provider adjustments: BPR02 = sum of CLP04 - sum of PLB.", RemittanceAddsUpSql);

    public static IReadOnlyList<Invariant> All { get; } =
    [
        _remittanceAddsUp,
        new("remitted-claim-adds-up", "A remitted claim's charge less its and its lines' adjustments is its payment.", RemittedClaimAddsUpSql),
        new("posted", "What is posted of a remitted claim is what the payer charged and paid.", PostedSql),
        new("answered-for", "Every line of a remittance is posted, or waits for a person, or is none of ours: never two of these.", AnsweredForSql),
    ];

    /// <summary>What is looked at while a file is posted. That its claims add up, the reading of it has just made sure.</summary>
    public static IReadOnlyList<Invariant> AtPosting { get; } =
    [
        _remittanceAddsUp,
        new("posted-whole", "All of a payment is posted, or waits for a person.", PostedWholeSql),
    ];
}
