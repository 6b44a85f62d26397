using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>What payers would not pay, by their reason, and whether it can be mended.</summary>
/// <remarks>Reversals take off what they reverse: a denial that was turned into a payment comes to nothing and is left out.</remarks>
internal static class DenialsReport
{
    /// <summary>
    /// From the months' claims to what was said of their lines, and only then taken apart: other months' payments are not looked at. What is
    /// taken off a claim as a whole stands with its first line.
    /// </summary>
    [Sql]
    private const string RowsSql = """
        with said as materialized (
            select r.service_month, r.payer, l.posted_claim_id as claim_id, l.posted_line_number as line_number, l.adjustments,
                   l.posted_paid_cents = 0 as pays_nothing
            from billing.claim_run r
            join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
            join billing.remit_line l on l.district_id = c.district_id and l.posted_claim_id = c.claim_id
            where r.district_id = @districtId and r.service_month = any(@months::date[]) and l.adjustments <> ''
            union all
            select r.service_month, r.payer, f.claim_id, f.line_number, f.adjustments, f.pays_nothing
            from (
                select distinct on (p.remittance_id, p.claim_ordinal) p.claim_id, p.line_number, a.adjustments, a.paid_cents = 0 as pays_nothing
                from billing.remit_claim a
                join billing.line_posting p
                  on p.district_id = a.district_id and p.remittance_id = a.remittance_id and p.claim_ordinal = a.claim_ordinal
                where a.district_id = @districtId and a.adjustments <> ''
                order by p.remittance_id, p.claim_ordinal, p.line_ordinal, p.line_number) f
            join billing.claim c on c.district_id = @districtId and c.claim_id = f.claim_id
            join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
            where r.service_month = any(@months::date[])),
        adjusted as materialized (
            select s.service_month, s.payer, s.claim_id, s.line_number, s.pays_nothing, a.adjustment_group, a.reason, a.cents
            from said s
            cross join lateral billing.adjustments_in(s.adjustments) a),
        first_entry as (
            select x.service_month, x.claim_id, x.line_number, min(x.entry_id) as entry_id
            from billing.claim_line_entry x
            where x.district_id = @districtId and x.service_month = any(@months::date[])
            group by x.service_month, x.claim_id, x.line_number)
        select coalesce(n.name, '') as name,
               a.adjustment_group, a.reason, a.pays_nothing, count(distinct (a.claim_id, a.line_number))::bigint as lines, sum(a.cents)::bigint as cents
        from adjusted a
        join billing.claim_line l on l.district_id = @districtId and l.claim_id = a.claim_id and l.line_number = a.line_number
        left join first_entry x on x.claim_id = a.claim_id and x.line_number = a.line_number
        left join intake.entry_group h on h.district_id = @districtId and h.service_month = x.service_month and h.entry_id = x.entry_id
        cross join lateral billing.report_group(
            @by, @onlyKind, @onlyValue, a.service_month, h.school, h.provider_number, h.service, l.procedure, a.payer) n
        group by 1, 2, 3, 4
        having sum(a.cents) <> 0
        order by 1, 6 desc, 3, 2
        """;

    public static FinanceReport Definition { get; } = new(
        "denials", "Denials by reason", "What did payers refuse, why, and can it be mended?",
        ["reason", "month", "school", "provider", "service", "code", "payer"], Of)
    { Only = ["school", "provider", "service", "code", "payer"] };

    private static Report Of(ReportScope scope)
    {
        var columns = scope.By == "reason" ? new Columns<Row>() : scope.Columns<Row>(row => row.Name);
        return scope.WithTotal(
            columns.Text("carc", "Reason (CARC)", row => $"{row.AdjustmentGroup}-{row.Reason}")
                .Text("words", "In words", row => row.Known.Words)
                .Text("recoverable", "Can be mended", row => row.Known.IsRecoverable ? "yes" : "no")
                .Text("fix", "What to do", row => row.Known.Fix)
                .Count("lines", "Claim lines", row => row.Lines)
                .Dollars("denied_dollars", "Denied", row => row.Cents)
                .Dollars("recoverable_dollars", "Can be mended", row => row.Known.IsRecoverable ? row.Cents : 0),
            scope.Rows<Row>(RowsSql).Where(row => Denials.IsDenial(row.AdjustmentGroup, row.Reason, row.PaysNothing)));
    }

    private sealed record Row(string? Name, string AdjustmentGroup, string Reason, bool PaysNothing, long Lines, long Cents)
    {
        public AdjustmentReason Known { get; } = PayerCodes.Carc(Reason);
    }
}
