using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>What was billed and paid in between for each year of cost settlement: what the cost report is set against.</summary>
/// <remarks>Source: <see cref="CostSettlement"/>. The year is that of the service, whenever it is paid.</remarks>
internal static class InterimReport
{
    [Sql]
    private const string RowsSql = """
        select i.period_from, coalesce(n.name, '') as name,
               count(*) as lines, sum(k.minutes)::bigint as minutes, sum(k.units_milli)::bigint as units_milli, sum(l.charge_cents)::bigint as charge_cents,
               sum(l.paid_cents)::bigint as paid_cents, sum(l.adjusted_cents)::bigint as adjusted_cents, sum(l.denied_cents)::bigint as denied_cents,
               sum(l.written_off_cents)::bigint as written_off_cents, sum(l.outstanding_cents)::bigint as outstanding_cents
        from unnest(@months::date[]) m (service_month)
        cross join lateral (select max(d.day) as period_from from unnest(@periodDays::date[]) d (day) where d.day <= m.service_month) i
        join billing.line_standing l on l.service_month = m.service_month
        join billing.claim_line k on k.district_id = l.district_id and k.claim_id = l.claim_id and k.line_number = l.line_number
        cross join lateral billing.report_group(@by, @onlyKind, @onlyValue, l.service_month, '', '', '', l.procedure, l.payer) n
        where l.district_id = @districtId and l.service_month = any(@months::date[])
          and exists (
            select from billing.claim_line_entry x
            where x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number and x.live)
        group by 1, 2
        order by 1 nulls first, 2
        """;

    public static FinanceReport Definition { get; } = new(
        "interim", "Interim payments by settlement year", "What was claimed and paid for each year of cost settlement?",
        ["period", "month", "code", "payer"], Of)
    { Only = ["code", "payer"] };

    private static Report Of(ReportScope scope)
    {
        var columns = new Columns<Row>()
            .Date("period_from", "Year from", row => row.PeriodFrom)
            .Date("period_to", "To", row => row.PeriodFrom?.AddYears(1).AddDays(-1));
        if (scope.By != "period")
        {
            columns.Text(scope.By, char.ToUpperInvariant(scope.By[0]) + scope.By[1..], row => row.Name);
        }

        return scope.WithTotal(
            columns.Count("lines", "Claim lines", row => row.Lines)
                .Minutes("minutes", "Minutes", row => row.Minutes)
                .Units("units", "Units", row => row.UnitsMilli)
                .Dollars("charge_dollars", "Claimed", row => row.ChargeCents)
                .Dollars("paid_dollars", "Paid", row => row.PaidCents)
                .Dollars("adjusted_dollars", "Adjusted", row => row.AdjustedCents)
                .Dollars("denied_dollars", "Denied", row => row.DeniedCents)
                .Dollars("written_off_dollars", "Written off", row => row.WrittenOffCents)
                .Dollars("outstanding_dollars", "Outstanding", row => row.OutstandingCents),
            RowsSql);
    }

    private sealed record Row(
        DateOnly? PeriodFrom, string Name, long Lines, long Minutes, long UnitsMilli, long ChargeCents, long PaidCents, long AdjustedCents, long DeniedCents,
        long WrittenOffCents, long OutstandingCents);
}
