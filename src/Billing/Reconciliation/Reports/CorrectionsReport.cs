using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>Every claim that was voided, replaced or sent again: who decided it and why, what it was and what it became.</summary>
internal static class CorrectionsReport
{
    [Sql]
    private const string RowsSql = """
        select (d.decided_at at time zone @zone)::date as decided_on, d.kind, c.claim_number, c.service_month, d.reason,
               coalesce(u.display_name, d.decided_by) as decided_by, c.charge_cents,
               coalesce(p.paid_cents, 0)::bigint as paid_cents, coalesce(n.payer_claim_number, '') as payer_claim_number,
               n.claim_number as new_number, case n.frequency when '8' then 0 else n.charge_cents end as new_cents, n.file_name,
               (n.released_at at time zone @zone)::date as released_on,
               case when d.dropped_at is not null then 'dropped'
                    when d.claim_run_id is null and d.kind <> 'again' then 'waiting'
                    when n.claim_id is null then 'ready again'
                    when n.frequency = '8' and p.taken_back then 'taken back'
                    else n.stage end as stage
        from billing.claim_decision d
        join billing.claim_standing c on c.district_id = d.district_id and c.claim_id = d.claim_id
        left join ops.user_account u on u.district_id = d.district_id and 'user:' || u.user_id = d.decided_by
        left join lateral (
            select sum(p.paid_cents) as paid_cents, bool_or(p.charge_cents < 0) as taken_back
            from billing.line_posting p
            where p.district_id = d.district_id and p.claim_id = d.claim_id) p on true
        left join lateral (
            select s.claim_id, s.claim_number, s.frequency, s.charge_cents, s.file_name, s.released_at, s.stage, k.payer_claim_number
            from billing.claim_standing s
            join billing.claim k on k.district_id = s.district_id and k.claim_id = s.claim_id
            where s.district_id = d.district_id and s.replaces_claim_id = d.claim_id and s.claim_run_id = d.claim_run_id
            order by s.claim_id
            limit 1) n on true
        where d.district_id = @districtId and c.service_month = any(@months::date[])
        order by d.claim_decision_id
        """;

    public static FinanceReport Definition { get; } = new(
        "corrections", "Voids and replacements", "Which claims were taken back, replaced or sent again, by whom and why?", [], Of);

    private static Report Of(ReportScope scope) => scope.WithTotal(
        new Columns<Row>()
            .Date("decided_on", "Decided on", row => row.DecidedOn)
            .Text("kind", "What", row => row.Kind)
            .Text("claim_number", "Claim", row => row.ClaimNumber)
            .Text("month", "Month", row => row.ServiceMonth.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture))
            .Text("payer_claim_number", "Payer's no.", row => row.PayerClaimNumber)
            .Text("reason", "Why", row => row.Reason)
            .Text("decided_by", "By", row => row.DecidedBy)
            .Dollars("charge_dollars", "Charged", row => row.ChargeCents)
            .Dollars("paid_dollars", "Paid to date", row => row.PaidCents)
            .Text("new_claim_number", "New claim", row => row.NewNumber)
            .Dollars("new_charge_dollars", "Charged now", row => row.NewCents)
            .Text("file", "File", row => row.FileName)
            .Date("released_on", "Released on", row => row.ReleasedOn)
            .Text("stage", "Where it stands", row => row.Stage),
        RowsSql);

    private sealed record Row(
        DateOnly DecidedOn, string Kind, string ClaimNumber, DateOnly ServiceMonth, string Reason, string DecidedBy, long ChargeCents, long PaidCents,
        string PayerClaimNumber, string? NewNumber, long? NewCents, string? FileName, DateOnly? ReleasedOn, string Stage);
}
