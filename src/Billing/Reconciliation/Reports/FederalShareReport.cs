using System.Runtime.CompilerServices;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>What of the payments of a period is federal and what is local, by the rate of the day of payment.</summary>
/// <remarks>Source: <see cref="FederalMatch"/>. Months are those of payment. Rows of one rate are split as a running total, so that the columns add up to the cent.</remarks>
internal static class FederalShareReport
{
    [Sql]
    private const string RowsSql = """
        select (select max(d.day) from unnest(@rateDays::date[]) d (day) where d.day <= r.paid_date) as rate_from,
               case @by when 'month' then to_char(r.paid_date, 'YYYY-MM')
                        when 'period' then (select max(d.day) from unnest(@periodDays::date[]) d (day) where d.day <= l.service_date)::text
                        else n.name end as name,
               count(*) as lines, sum(p.paid_cents)::bigint as paid_cents
        from billing.remittance r
        join billing.line_posting p on p.district_id = r.district_id and p.remittance_id = r.remittance_id
        join billing.claim_line l on l.district_id = p.district_id and l.claim_id = p.claim_id and l.line_number = p.line_number
        join billing.claim c on c.district_id = p.district_id and c.claim_id = p.claim_id
        join billing.claim_run u on u.district_id = c.district_id and u.claim_run_id = c.claim_run_id
        left join lateral (
            select x.entry_id
            from billing.claim_line_entry x
            where x.district_id = p.district_id and x.claim_id = p.claim_id and x.line_number = p.line_number
            order by x.entry_id
            limit 1) x on true
        left join intake.entry_group h on h.district_id = p.district_id and h.service_month = u.service_month and h.entry_id = x.entry_id
        cross join lateral billing.report_group(
            @by, @onlyKind, @onlyValue, u.service_month, h.school, h.provider_number, h.service, l.procedure, u.payer) n
        where r.district_id = @districtId and r.paid_date between @fromDay and @toDay and p.paid_cents <> 0
        group by 1, 2
        order by 1 nulls first, 2
        """;

    public static FinanceReport Definition { get; } = new(
        "federal-share", "Federal and local share", "What of the payments is federal, what is local, and by which rate?",
        ["month", "period", "school", "provider", "service", "code", "payer"], Of)
    { OfPayments = true, Only = ["school", "provider", "service", "code", "payer"] };

    private static Report Of(ReportScope scope) => scope.WithTotal(
        scope.Columns<Share>(share => share.Row.Name)
            .Count("lines", "Lines paid", share => share.Row.Lines)
            .Dollars("paid_dollars", "Paid", share => share.Row.PaidCents)
            .Percent("rate_percent", "Federal rate", share => share.Rate?.BasisPoints ?? 0, share => share.Rate is null ? 0 : 10_000, totalled: false)
            .Dollars("federal_dollars", "Federal", share => share.Cents?.FederalCents)
            .Dollars("local_dollars", "Local", share => share.Cents?.LocalCents)
            .Text("rate_source", "Where the rate is from", share => share.Rate switch
            {
                null => "no rate is known",
                { IsVerified: false } => "unverified: the last known rate stands in",
                { } rate => rate.Source,
            }),
        SharesAsync(scope));

    private static async IAsyncEnumerable<Share> SharesAsync(ReportScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = await scope.Rows<Row>(RowsSql).ToListAsync(cancellationToken);
        foreach (var ofRate in rows.GroupBy(row => row.RateFrom))
        {
            var rate = scope.RateFrom(ofRate.Key);
            var cents = rate?.Split([.. ofRate.Select(row => row.PaidCents)]);
            foreach (var (row, index) in ofRate.Select((row, index) => (row, index)))
            {
                yield return new(row, rate, cents?[index]);
            }
        }
    }

    private sealed record Row(DateOnly? RateFrom, string? Name, long Lines, long PaidCents);

    private sealed record Share(Row Row, MatchRate? Rate, MatchShares? Cents);
}
