using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>Payments beside the bank: claims less PLB are the payment, and the payment is in the bank, or a row says by how much not.</summary>
/// <remarks>
/// The sums are taken from claims and adjustments, not from the payment's own head. Where one bank line pays several remittances, it
/// and its difference stand with the first of them. A bank line that pays none has a row of its own.
/// </remarks>
internal static class DepositsReport
{
    [Sql]
    private const string RowsSql = """
        select r.remittance_id, r.paid_date as day, r.payer_name, r.trace_number, c.cents as claims_cents, p.cents as provider_adjusted_cents,
               r.payment_cents, c.cents - p.cents - r.payment_cents as unbalanced_cents,
               b.banked_on, case when d.leads then b.cents end as bank_cents,
               case when d.leads then b.cents - d.payments_cents when d.remittance_id is null then -r.payment_cents else 0 end as difference_cents,
               case when d.remittance_id is null and r.payment_cents <> 0 then 'not in the bank'
                    when d.remittance_id is null then 'nothing to bank'
                    when b.cents = d.payments_cents then 'ties out'
                    else 'differs' end as verdict
        from billing.remittance r
        cross join lateral (
            select coalesce(sum(c.paid_cents), 0)::bigint as cents
            from billing.remit_claim c
            where c.district_id = r.district_id and c.remittance_id = r.remittance_id) c
        cross join lateral (
            select coalesce(sum(a.cents), 0)::bigint as cents
            from billing.provider_adjustment a
            where a.district_id = r.district_id and a.remittance_id = r.remittance_id) p
        left join (
            select d.district_id, d.remittance_id, d.bank_line_id,
                   (sum(x.payment_cents) over (partition by d.district_id, d.bank_line_id))::bigint as payments_cents,
                   row_number() over (partition by d.district_id, d.bank_line_id order by x.paid_date, d.remittance_id) = 1 as leads
            from billing.deposit d
            join billing.remittance x on x.district_id = d.district_id and x.remittance_id = d.remittance_id) d
          on d.district_id = r.district_id and d.remittance_id = r.remittance_id
        left join billing.bank_line b on b.district_id = d.district_id and b.bank_line_id = d.bank_line_id
        where r.district_id = @districtId and r.paid_date between @fromDay and @toDay
        union all
        select null, b.banked_on, null, b.trace_number, null, null, null, null, b.banked_on, b.cents, b.cents, 'no remittance'
        from billing.bank_line b
        where b.district_id = @districtId and b.banked_on between @fromDay and @toDay
          and not exists (select from billing.deposit d where d.district_id = b.district_id and d.bank_line_id = b.bank_line_id)
        order by day, remittance_id
        """;

    public static FinanceReport Definition { get; } = new(
        "deposits", "Deposit tie-out", "Is every payment in the bank, and every deposit explained, to the cent?", [], Of)
    { OfPayments = true };

    private static Report Of(ReportScope scope) => scope.WithTotal(
        new Columns<Row>()
            .Date("paid_on", "Paid on", row => row.Day)
            .Number("remittance", "Remittance", row => row.RemittanceId)
            .Text("payer", "Payer", row => row.PayerName)
            .Text("trace_number", "Trace no.", row => row.TraceNumber)
            .Dollars("claims_dollars", "Paid on claims", row => row.ClaimsCents)
            .Dollars("provider_adjusted_dollars", "Taken off (PLB)", row => row.ProviderAdjustedCents)
            .Dollars("payment_dollars", "Payment", row => row.PaymentCents)
            .Dollars("unbalanced_dollars", "Claims − PLB − payment", row => row.UnbalancedCents)
            .Date("banked_on", "In the bank on", row => row.BankedOn)
            .Dollars("bank_dollars", "In the bank", row => row.BankCents)
            .Dollars("difference_dollars", "Bank − payment", row => row.DifferenceCents)
            .Text("verdict", "Verdict", row => row.Verdict),
        RowsSql);

    private sealed record Row(
        long? RemittanceId, DateOnly Day, string? PayerName, string TraceNumber, long? ClaimsCents, long? ProviderAdjustedCents, long? PaymentCents,
        long? UnbalancedCents, DateOnly? BankedOn, long? BankCents, long DifferenceCents, string Verdict);
}
