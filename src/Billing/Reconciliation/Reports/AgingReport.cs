using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>Dollars that are neither paid nor given up, by how long ago the service was.</summary>
/// <remarks>A session is closed when it is paid, adjusted, written off or replaced; a denial is open until someone does one of these.</remarks>
internal static class AgingReport
{
    [Sql]
    private const string RowsSql = """
        select g.name, sum(g.entries)::bigint as entries,
               sum(g.upto_30)::bigint as upto30, sum(g.upto_60)::bigint as upto60, sum(g.upto_90)::bigint as upto90, sum(g.upto_120)::bigint as upto120,
               sum(g.older)::bigint as older, sum(g.cents)::bigint as cents, sum(g.too_late)::bigint as too_late, min(g.days_left) as days_left
        from unnest(@months::date[], @limitDays::int[]) m (service_month, limit_days)
        cross join lateral (
            select coalesce(n.name, o.stage) as name,
                   count(distinct e.entry_id) as entries, sum(o.cents) as cents,
                   sum(o.cents) filter (where o.age <= 30) as upto_30,
                   sum(o.cents) filter (where o.age between 31 and 60) as upto_60,
                   sum(o.cents) filter (where o.age between 61 and 90) as upto_90,
                   sum(o.cents) filter (where o.age between 91 and 120) as upto_120,
                   sum(o.cents) filter (where o.age > 120) as older,
                   sum(o.cents) filter (where o.age > m.limit_days) as too_late,
                   min(m.limit_days - o.age) filter (where o.age <= m.limit_days) as days_left
            from billing.ledger g
            join intake.entry_standing e on e.district_id = g.district_id and e.service_month = g.service_month and e.entry_id = g.entry_id
            join intake.entry_group h on h.district_id = e.district_id and h.service_month = e.service_month and h.entry_id = e.entry_id
            left join billing.claim_standing c
              on c.district_id = g.district_id and c.claim_id = g.claim_id and c.service_month = g.service_month
            cross join lateral (
                select g.cents, @asOf::date - e.service_date as age,
                       case when g.bucket = 'rejected' and g.claim_id is not null then 'rejected-by-payer' else g.bucket end as stage) o
            cross join lateral billing.report_group(
                @by, @onlyKind, @onlyValue, e.service_month, h.school, h.provider_number, h.service, coalesce(e.procedure, ''), coalesce(c.payer, '')) n
            where g.district_id = @districtId and g.service_month = m.service_month and g.cents <> 0
              and g.bucket in ('rejected', 'ready', 'batched', 'accepted', 'voiding', 'denied')
            group by 1) g
        group by g.name
        order by array_position(array['rejected', 'ready', 'batched', 'accepted', 'voiding', 'rejected-by-payer', 'denied'], g.name), g.name
        """;

    public static FinanceReport Definition { get; } = new(
        "aging", "Aging of open dollars", "What is neither paid nor given up, where is it stuck, how old is it, and how long can it still be filed?",
        ["stage", "month", "school", "provider", "service", "code", "payer"], Of)
    { Only = ["school", "provider", "service", "code", "payer"] };

    private static Report Of(ReportScope scope) => scope.WithTotal(
        scope.Columns<Row>(row => scope.By == "stage" ? Stage(row.Name) : row.Name)
            .Count("entries", "Sessions", row => row.Entries)
            .Dollars("days_0_30_dollars", "0–30 days", row => row.Upto30 ?? 0)
            .Dollars("days_31_60_dollars", "31–60 days", row => row.Upto60 ?? 0)
            .Dollars("days_61_90_dollars", "61–90 days", row => row.Upto90 ?? 0)
            .Dollars("days_91_120_dollars", "91–120 days", row => row.Upto120 ?? 0)
            .Dollars("days_over_120_dollars", "Over 120 days", row => row.Older ?? 0)
            .Dollars("open_dollars", "Open", row => row.Cents)
            .Dollars("too_late_dollars", "Of these too late to file", row => row.TooLate ?? 0)
            .Number("days_left", "Days left to file, the least", row => row.DaysLeft),
        RowsSql);

    private static string? Stage(string? stage) => stage switch
    {
        "rejected" => "Rejected by a check",
        "ready" => "Ready to claim",
        "batched" => "In a file, no answer",
        "accepted" => "Taken in by the payer",
        "voiding" => "Waits for the payer's answer to a void",
        "rejected-by-payer" => "Rejected by the payer",
        "denied" => "Denied",
        _ => stage,
    };

    private sealed record Row(
        string? Name, long Entries, long? Upto30, long? Upto60, long? Upto90, long? Upto120, long? Older, long Cents, long? TooLate, int? DaysLeft);
}
