using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>What payers would not pay, by their reason, and whether it can be mended.</summary>
/// <remarks>Reversals take off what they reverse: a denial that was turned into a payment comes to nothing and is left out.</remarks>
internal static class DenialsReport
{
    [Sql]
    private const string RowsSql = """
        select case @by when 'reason' then '' else billing.report_group(@by, r.service_month, h.school, h.provider_number, l.procedure, r.payer) end as name,
               a.adjustment_group, a.reason, p.pays_nothing, count(distinct (p.claim_id, p.line_number))::bigint as lines, sum(a.cents)::bigint as cents
        from (
            select distinct on (p.remittance_id, p.claim_ordinal, k.line_ordinal)
                   p.district_id, p.remittance_id, p.claim_ordinal, k.line_ordinal, p.claim_id, p.line_number,
                   case k.line_ordinal when 0 then c.paid_cents else p.paid_cents end = 0 as pays_nothing
            from billing.line_posting p
            join billing.remit_claim c
              on c.district_id = p.district_id and c.remittance_id = p.remittance_id and c.claim_ordinal = p.claim_ordinal
            cross join lateral (values (p.line_ordinal), (0)) k (line_ordinal) -- what is taken off the claim stands with its first line
            where p.district_id = @districtId
            order by p.remittance_id, p.claim_ordinal, k.line_ordinal, p.line_ordinal, p.line_number) p
        join billing.remit_adjustment a
          on a.district_id = p.district_id and a.remittance_id = p.remittance_id and a.claim_ordinal = p.claim_ordinal and a.line_ordinal = p.line_ordinal
        join billing.claim_line l on l.district_id = a.district_id and l.claim_id = p.claim_id and l.line_number = p.line_number
        join billing.claim c on c.district_id = a.district_id and c.claim_id = p.claim_id
        join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
        left join lateral (
            select x.entry_id
            from billing.claim_line_entry x
            where x.district_id = a.district_id and x.claim_id = p.claim_id and x.line_number = p.line_number
            order by x.entry_id
            limit 1) x on true
        left join intake.entry_group h on h.district_id = a.district_id and h.service_month = r.service_month and h.entry_id = x.entry_id
        where a.district_id = @districtId and r.service_month = any(@months::date[])
        group by 1, 2, 3, 4
        having sum(a.cents) <> 0
        order by 1, 6 desc, 3, 2
        """;

    public static FinanceReport Definition { get; } = new(
        "denials", "Denials by reason", "What did payers refuse, why, and can it be mended?",
        ["reason", "month", "school", "provider", "code", "payer"], Of);

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
