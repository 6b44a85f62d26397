using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>How much comes in right the first time, and how long it takes to mend the rest.</summary>
/// <remarks>A session is right the first time if no check ever rejected it. Days run from the first rejection to the day on which none stood any more.</remarks>
internal static class FirstPassReport
{
    /// <summary>The source of sessions that came in no file.</summary>
    private const string Page = "page";

    [Sql]
    private const string RowsSql = """
        with rejection as materialized (
            select r.service_month, r.entry_id, (min(r.rejected_at) at time zone @zone)::date as rejected_on,
                   case when bool_and(r.mended_at is not null) then (max(r.mended_at) at time zone @zone)::date end as mended_on
            from intake.entry_rejection r
            where r.district_id = @districtId and r.service_month = any(@months::date[])
            group by r.service_month, r.entry_id)
        select coalesce(n.name, g.source) as name,
               count(*) as entries, count(*) filter (where r.entry_id is null) as first_pass,
               count(r.mended_on) as mended, count(*) filter (where r.entry_id is not null and r.mended_on is null) as rejected,
               percentile_disc(0.5) within group (order by r.mended_on - r.rejected_on) filter (where r.mended_on is not null) as median_days,
               max(r.mended_on - r.rejected_on) as longest_days,
               max(@asOf::date - r.rejected_on) filter (where r.mended_on is null) as waiting_days
        from intake.entry_group g
        left join rejection r on r.service_month = g.service_month and r.entry_id = g.entry_id
        cross join lateral billing.report_group(@by, @onlyKind, @onlyValue, g.service_month, g.school, g.provider_number, g.service, '', '') n
        where g.district_id = @districtId and g.service_month = any(@months::date[])
        group by 1
        order by 1
        """;

    public static FinanceReport Definition { get; } = new(
        "first-pass", "Right the first time", "Whose logs come in right, and how long does mending the others take?",
        ["provider", "vendor", "school", "service", "month"], Of)
    { Only = ["school", "provider", "service"] };

    private static Report Of(ReportScope scope) => scope.WithTotal(
        scope.Columns<Row>(row => scope.By == "vendor" && row.Name == Page ? "logged on a page" : row.Name)
            .Count("entries", "Sessions", row => row.Entries)
            .Count("first_pass_entries", "Right the first time", row => row.FirstPass)
            .Percent("first_pass_percent", "First-pass rate", row => row.FirstPass, row => row.Entries)
            .Count("mended_entries", "Rejected, then mended", row => row.Mended)
            .Number("median_days", "Days to mend, median", row => row.MedianDays)
            .Number("longest_days", "The longest", row => row.LongestDays)
            .Count("rejected_entries", "Still rejected", row => row.Rejected)
            .Number("waiting_days", "Waiting for, the longest", row => row.WaitingDays),
        RowsSql);

    private sealed record Row(string? Name, long Entries, long FirstPass, long Mended, long Rejected, int? MedianDays, int? LongestDays, int? WaitingDays);
}
