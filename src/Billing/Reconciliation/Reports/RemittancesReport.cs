using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>The payments of a period: what each was asked for, what was taken off, what no line of ours was found for.</summary>
internal static class RemittancesReport
{
    [Sql]
    private const string RowsSql = """
        select r.remittance_id, r.paid_date, r.payer_name, r.trace_number, r.method, r.claims, r.lines, r.charge_cents,
               r.adjusted_cents - p.denied_cents as adjusted_cents, p.denied_cents, r.paid_cents, r.provider_adjusted_cents, r.payment_cents,
               coalesce(u.cents, 0)::bigint as unmatched_cents, f.file_name
        from billing.remittance r
        join billing.response_file f on f.district_id = r.district_id and f.response_file_id = r.response_file_id
        cross join lateral (
            select coalesce(sum(p.denied_cents), 0)::bigint as denied_cents
            from billing.line_posting p
            where p.district_id = r.district_id and p.remittance_id = r.remittance_id) p
        cross join lateral (
            select sum(u.paid_cents) as cents
            from billing.unmatched_remit u
            where u.district_id = r.district_id and u.remittance_id = r.remittance_id and u.decided is distinct from 'not-ours') u
        where r.district_id = @districtId and r.paid_date between @fromDay and @toDay
        order by r.paid_date, r.remittance_id
        """;

    public static FinanceReport Definition { get; } = new(
        "remittances", "Remittances", "Which payments came, and what do they say?", [], Of)
    { OfPayments = true };

    private static Report Of(ReportScope scope) => scope.WithTotal(
        new Columns<Row>()
            .Date("paid_on", "Paid on", row => row.PaidDate)
            .Number("remittance", "Remittance", row => row.RemittanceId)
            .Text("payer", "Payer", row => row.PayerName)
            .Text("trace_number", "Trace no.", row => row.TraceNumber)
            .Text("method", "Method", row => row.Method)
            .Count("claims", "Claims", row => row.Claims)
            .Count("lines", "Lines", row => row.Lines)
            .Dollars("charge_dollars", "Charged", row => row.ChargeCents)
            .Dollars("adjusted_dollars", "Adjusted", row => row.AdjustedCents)
            .Dollars("denied_dollars", "Denied", row => row.DeniedCents)
            .Dollars("paid_dollars", "Paid on claims", row => row.PaidCents)
            .Dollars("provider_adjusted_dollars", "Taken off the payment (PLB)", row => row.ProviderAdjustedCents)
            .Dollars("payment_dollars", "Payment", row => row.PaymentCents)
            .Dollars("unmatched_dollars", "Paid on claims not found here", row => row.UnmatchedCents)
            .Text("file", "File", row => row.FileName),
        RowsSql);

    private sealed record Row(
        long RemittanceId, DateOnly PaidDate, string PayerName, string TraceNumber, string Method, int Claims, int Lines, long ChargeCents,
        long AdjustedCents, long DeniedCents, long PaidCents, long ProviderAdjustedCents, long PaymentCents, long UnmatchedCents, string FileName);
}
