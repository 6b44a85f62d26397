using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Billing.Reconciliation.Invariants;

/// <summary>What must hold of a district's numbers and deposits, whatever the month.</summary>
internal static class NumberInvariants
{
    [Sql]
    private const string ControlNumbersSql = """
        select 'control number ' || n.number || ' of ' || n.payer as subject, 0::bigint as cents
        from (
            select r.payer, r.control_number::bigint as number, lag(r.control_number, 1, 0) over (partition by r.payer order by r.control_number) as before
            from billing.claim_run r
            where r.district_id = @districtId
            union all
            select r.payer, t.next_value, max(r.control_number)
            from billing.claim_run r
            left join ops.counter t on t.district_id = r.district_id and t.name = 'control-' || r.payer
            where r.district_id = @districtId
            group by r.payer, t.next_value) n
        where n.number is distinct from n.before + 1
        order by n.payer, n.number
        limit @limit
        """;

    [Sql]
    private const string ClaimNumbersSql = """
        select 'claim ' || n.claim_id as subject, 0::bigint as cents
        from (
            select c.claim_id, lag(c.claim_id, 1, 0) over (order by c.claim_id) as before
            from billing.claim c
            where c.district_id = @districtId
            union all
            select coalesce(max(t.next_value), 1), (select coalesce(max(c.claim_id), 0) from billing.claim c where c.district_id = @districtId)
            from ops.counter t
            where t.district_id = @districtId and t.name = 'claim') n
        where n.claim_id <> n.before + 1
        order by n.claim_id
        limit @limit
        """;

    [Sql]
    private const string DepositsSql = """
        select 'bank line ' || b.bank_line_id as subject, (b.cents - sum(r.payment_cents))::bigint as cents
        from billing.bank_line b
        join billing.deposit d on d.district_id = b.district_id and d.bank_line_id = b.bank_line_id
        join billing.remittance r on r.district_id = d.district_id and r.remittance_id = d.remittance_id
        where b.district_id = @districtId
        group by b.bank_line_id, b.cents
        having b.cents <> sum(r.payment_cents)
        order by b.bank_line_id
        limit @limit
        """;

    public static IReadOnlyList<Invariant> All { get; } =
    [
        new("control-numbers", "Files to a payer are numbered without a gap.", ControlNumbersSql),
        new("claim-numbers", "Claims are numbered without a gap.", ClaimNumbersSql),
        new("deposits", "A line of the bank is the sum of the remittances that it pays.", DepositsSql, InvariantSeverity.Attention),
    ];
}
