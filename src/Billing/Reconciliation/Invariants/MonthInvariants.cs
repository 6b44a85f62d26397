using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Billing.Reconciliation.Invariants;

/// <summary>What must hold within a month of service: between its entries, claims and the ledger.</summary>
internal static class MonthInvariants
{
    [Sql]
    private const string EntryInOneBucketSql = """
        with counts as (
            select x.entry_id, x.charge_cents as cents
            from billing.claim_line_entry x
            where x.district_id = @districtId and x.service_month = @month and x.live
            union all
            select e.entry_id, e.value_cents
            from intake.entry_standing e
            where e.district_id = @districtId and e.service_month = @month
              and not exists (
                select from billing.claim_line_entry x
                where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live)),
        stands as (
            select g.entry_id, sum(g.cents)::bigint as cents
            from billing.ledger g
            where g.district_id = @districtId and g.service_month = @month and g.bucket <> 'replaced'
            group by g.entry_id)
        select 'entry ' || entry_id as subject, coalesce(s.cents, 0) - coalesce(c.cents, 0) as cents
        from counts c
        full join stands s using (entry_id)
        where c.cents is distinct from s.cents
        order by entry_id
        limit @limit
        """;

    [Sql]
    private const string EntryIsThereSql = """
        select 'entry ' || x.entry_id as subject, x.charge_cents as cents
        from billing.claim_run r
        join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
        join billing.claim_line_entry x on x.district_id = c.district_id and x.claim_id = c.claim_id
        left join intake.entry_standing e
          on e.district_id = x.district_id and e.service_month = x.service_month and e.entry_id = x.entry_id
        where r.district_id = @districtId and r.service_month = @month and x.live
          and (e.entry_id is null or x.service_month <> @month)
        order by x.entry_id
        limit @limit
        """;

    [Sql]
    private const string SharesSql = """
        select 'claim line ' || c.claim_number || lpad(l.line_number::text, 2, '0') as subject,
               (coalesce(sum(x.charge_cents), 0) - l.charge_cents)::bigint as cents
        from billing.claim_run r
        join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id and c.frequency <> '8'
        join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        left join billing.claim_line_entry x
          on x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number
        where r.district_id = @districtId and r.service_month = @month
        group by c.claim_number, l.line_number, l.charge_cents
        having coalesce(sum(x.charge_cents), 0) <> l.charge_cents or bool_or(x.live) <> bool_and(x.live)
        order by 1
        limit @limit
        """;

    [Sql]
    private const string ClaimAddsUpSql = """
        select 'claim ' || c.claim_number as subject, (c.charge_cents - coalesce(sum(l.charge_cents), 0))::bigint as cents
        from billing.claim_run r
        join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
        left join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        where r.district_id = @districtId and r.service_month = @month
        group by c.claim_number, c.charge_cents
        having c.charge_cents <> coalesce(sum(l.charge_cents), 0)
        order by 1
        limit @limit
        """;

    [Sql]
    private const string RunTotalsSql = """
        select 'claim run ' || r.claim_run_id as subject, (r.charge_cents - coalesce(sum(c.charge_cents), 0))::bigint as cents
        from billing.claim_run r
        left join lateral (
            select l.lines, l.charge_cents, x.entries, (c.frequency = '7')::int as replacements, (c.frequency = '8')::int as voids
            from billing.claim c
            cross join lateral (
                select count(*) as lines, sum(l.charge_cents) as charge_cents
                from billing.claim_line l
                where l.district_id = c.district_id and l.claim_id = c.claim_id) l
            cross join lateral (
                select count(*) as entries
                from billing.claim_line_entry x
                where x.district_id = c.district_id and x.claim_id = c.claim_id) x
            where c.district_id = r.district_id and c.claim_run_id = r.claim_run_id) c on true
        where r.district_id = @districtId and r.service_month = @month
        group by r.claim_run_id, r.claims, r.lines, r.entries, r.charge_cents, r.replacements, r.voids, r.void_cents
        having (r.claims, r.lines, r.entries, r.charge_cents, r.replacements, r.voids, r.void_cents)
               is distinct from (count(c.lines), coalesce(sum(c.lines), 0), coalesce(sum(c.entries), 0), coalesce(sum(c.charge_cents), 0),
                                 coalesce(sum(c.replacements), 0), coalesce(sum(c.voids), 0), coalesce(sum(c.charge_cents * c.voids), 0))
        order by r.claim_run_id
        limit @limit
        """;

    [Sql]
    private const string DeadClaimSql = """
        select 'claim ' || c.claim_number as subject, c.charge_cents as cents
        from billing.claim_run r
        join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
        where r.district_id = @districtId and r.service_month = @month
          and exists (
            select from billing.claim_line_entry x where x.district_id = c.district_id and x.claim_id = c.claim_id and x.live)
          and (exists (
                 select from billing.claim_withdrawal w where w.district_id = c.district_id and w.claim_run_id = c.claim_run_id)
               or exists (
                 select from billing.claim_in_place n
                 where n.district_id = c.district_id and n.of_claim_id = c.claim_id
                   and (n.frequency = '8' and n.answer = 'done'
                        or n.frequency = '7' and exists (
                          select from billing.claim_line_entry x
                          where x.district_id = n.district_id and x.claim_id = n.claim_id and x.live))))
        order by 1
        limit @limit
        """;

    /// <summary>Then they could be billed anew beside a claim that the payer still holds.</summary>
    [Sql]
    private const string VoidNotAnsweredSql = """
        select 'claim ' || c.claim_number as subject, c.charge_cents as cents
        from billing.claim_in_place v
        join billing.claim c on c.district_id = v.district_id and c.claim_id = v.of_claim_id
        join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
        where v.district_id = @districtId and r.service_month = @month and v.frequency = '8' and v.answer = 'waiting'
          and not exists (
            select from billing.claim_line_entry x where x.district_id = c.district_id and x.claim_id = c.claim_id and x.live)
        order by 1
        limit @limit
        """;

    public static IReadOnlyList<Invariant> All { get; } =
    [
        new("entry-in-one-bucket", "Every cent of every session stands in exactly one bucket.", EntryInOneBucketSql),
        new("billed-entry", "Every session on a live claim line is among the month's sessions.", EntryIsThereSql),
        new("shares", "The sessions of a claim line share its whole charge, and are all live or none is.", SharesSql),
        LineInvariants.AddsUp,
        new("claim-adds-up", "A claim's charge is that of its lines.", ClaimAddsUpSql),
        new("run-totals", "A claim file's counts and charge are those of its claims, lines and sessions.", RunTotalsSql),
        new("dead-claim", "A claim that was withdrawn, replaced or taken back bills no session.", DeadClaimSql),
        new("void-not-answered", "A claim keeps its sessions until the payer has answered its void.", VoidNotAnsweredSql),
        LineInvariants.DecidedTwice,
        LineInvariants.TakenBackTwice,
        LineInvariants.NotTakenBack,
    ];
}
