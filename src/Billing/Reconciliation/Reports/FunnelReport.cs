using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>How much of what was logged gets to each step, in sessions, minutes, units and dollars.</summary>
internal static class FunnelReport
{
    // A line's sessions are of one student, provider and day, and so of one group: its amounts stand with the first of them.
    [Sql]
    private const string RowsSql = """
        select g.name, sum(g.entries)::bigint as entries, sum(g.minutes)::bigint as minutes, sum(g.cents)::bigint as cents,
               sum(g.delivered_minutes)::bigint as delivered_minutes,
               sum(g.billable_entries)::bigint as billable_entries, sum(g.billable_minutes)::bigint as billable_minutes,
               sum(g.billable_cents)::bigint as billable_cents,
               sum(g.claimed_minutes)::bigint as claimed_minutes, sum(g.claimed_milli)::bigint as claimed_milli, sum(g.claimed_cents)::bigint as claimed_cents,
               sum(g.accepted_minutes)::bigint as accepted_minutes, sum(g.accepted_milli)::bigint as accepted_milli, sum(g.accepted_cents)::bigint as accepted_cents,
               sum(g.paid_minutes)::bigint as paid_minutes, sum(g.paid_milli)::bigint as paid_milli, sum(g.paid_cents)::bigint as paid_cents
        from unnest(@months::date[]) m (service_month)
        cross join lateral (
            select n.name, count(*) as entries, sum(e.minutes) as minutes, sum(coalesce(x.charge_cents, e.value_cents)) as cents,
                   sum(e.minutes) filter (where e.delivered) as delivered_minutes,
                   count(*) filter (where x.entry_id is not null or e.standing = 'billable') as billable_entries,
                   sum(e.minutes) filter (where x.entry_id is not null or e.standing = 'billable') as billable_minutes,
                   sum(coalesce(x.charge_cents, e.value_cents)) filter (where x.entry_id is not null or e.standing = 'billable') as billable_cents,
                   sum(e.minutes) filter (where x.entry_id is not null) as claimed_minutes,
                   sum(k.units_milli) filter (where x.leads) as claimed_milli,
                   sum(x.charge_cents) as claimed_cents,
                   sum(e.minutes) filter (where l.stage in ('accepted', 'decided')) as accepted_minutes,
                   sum(k.units_milli) filter (where x.leads and l.stage in ('accepted', 'decided')) as accepted_milli,
                   sum(x.charge_cents) filter (where l.stage in ('accepted', 'decided')) as accepted_cents,
                   sum(e.minutes) filter (where l.paid_cents > 0) as paid_minutes,
                   sum(k.units_milli) filter (where x.leads and l.paid_cents > 0) as paid_milli,
                   sum(l.paid_cents) filter (where x.leads) as paid_cents
            from intake.entry_standing e
            join intake.entry_group h on h.district_id = e.district_id and h.service_month = e.service_month and h.entry_id = e.entry_id
            left join (
                select y.district_id, y.service_month, y.entry_id, y.claim_id, y.line_number, y.charge_cents,
                       row_number() over (partition by y.district_id, y.service_month, y.claim_id, y.line_number order by y.entry_id) = 1 as leads
                from billing.claim_line_entry y
                where y.live) x
              on x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id
            left join billing.claim_line k on k.district_id = x.district_id and k.claim_id = x.claim_id and k.line_number = x.line_number
            left join billing.line_standing l
              on l.district_id = x.district_id and l.claim_id = x.claim_id and l.line_number = x.line_number and l.service_month = e.service_month
            cross join lateral billing.report_group(
                @by, @onlyKind, @onlyValue, e.service_month, h.school, h.provider_number, h.service, coalesce(l.procedure, e.procedure, ''),
                coalesce(l.payer, '')) n
            where e.district_id = @districtId and e.service_month = m.service_month
            group by n.name) g
        group by g.name
        order by g.name
        """;

    public static FinanceReport Definition { get; } = new(
        "funnel", "From log to payment", "How much of what was logged is billable, claimed, taken in by the payer and paid?",
        ["month", "school", "provider", "service", "code", "payer"], Of)
    { Only = ["school", "provider", "service", "code", "payer"] };

    private static Report Of(ReportScope scope) => scope.WithTotal(
        scope.Columns<Row>(row => row.Name)
            .Count("entries", "Sessions", row => row.Entries)
            .Minutes("logged_minutes", "Minutes logged", row => row.Minutes)
            .Dollars("logged_dollars", "Logged", row => row.Cents)
            .Minutes("delivered_minutes", "Minutes delivered", row => row.DeliveredMinutes ?? 0)
            .Count("billable_entries", "Billable sessions", row => row.BillableEntries)
            .Minutes("billable_minutes", "Minutes billable", row => row.BillableMinutes ?? 0)
            .Dollars("billable_dollars", "Billable", row => row.BillableCents ?? 0)
            .Minutes("claimed_minutes", "Minutes claimed", row => row.ClaimedMinutes ?? 0)
            .Units("claimed_units", "Units claimed", row => row.ClaimedMilli ?? 0)
            .Dollars("claimed_dollars", "Claimed", row => row.ClaimedCents ?? 0)
            .Minutes("accepted_minutes", "Minutes taken in", row => row.AcceptedMinutes ?? 0)
            .Units("accepted_units", "Units taken in", row => row.AcceptedMilli ?? 0)
            .Dollars("accepted_dollars", "Taken in", row => row.AcceptedCents ?? 0)
            .Minutes("paid_minutes", "Minutes paid", row => row.PaidMinutes ?? 0)
            .Units("paid_units", "Units paid", row => row.PaidMilli ?? 0)
            .Dollars("paid_dollars", "Paid", row => row.PaidCents ?? 0)
            .Percent("paid_percent", "Paid of claimed", row => row.PaidCents ?? 0, row => row.ClaimedCents ?? 0),
        RowsSql);

    private sealed record Row(
        string? Name, long Entries, long Minutes, long Cents, long? DeliveredMinutes, long BillableEntries, long? BillableMinutes, long? BillableCents,
        long? ClaimedMinutes, long? ClaimedMilli, long? ClaimedCents, long? AcceptedMinutes, long? AcceptedMilli, long? AcceptedCents,
        long? PaidMinutes, long? PaidMilli, long? PaidCents);
}
