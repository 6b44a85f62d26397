using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>What checks keep from being claimed, code by code.</summary>
/// <remarks>
/// An entry with two codes stands with both, since mending one alone frees nothing; "by this alone" counts those with no other. The
/// total has each entry once.
/// </remarks>
internal static class LostValueReport
{
    [Sql]
    private const string RowsSql = """
        with blocked as materialized (
            select b.*
            from unnest(@months::date[]) m (service_month)
            cross join lateral (
                select coalesce(n.name, '') as name,
                       f.code, min(f.severity) = 'reject' as rejects, min(e.value_cents) as cents,
                       count(*) over (partition by f.entry_id) as codes, row_number() over (partition by f.entry_id order by f.code) = 1 as leads
                from intake.blocking_finding f
                join intake.entry_standing e on e.district_id = f.district_id and e.service_month = f.service_month and e.entry_id = f.entry_id
                join intake.entry_group h on h.district_id = e.district_id and h.service_month = e.service_month and h.entry_id = e.entry_id
                cross join lateral billing.report_group(
                    @by, @onlyKind, @onlyValue, m.service_month, h.school, h.provider_number, h.service, coalesce(e.procedure, ''), '') n
                where f.district_id = @districtId and f.service_month = m.service_month
                  and not exists (
                    select from billing.claim_line_entry x
                    where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live)
                group by f.entry_id, f.code, 1) b)
        select u.*
        from (
            select name, code, bool_or(rejects) as rejects, count(*) as entries, sum(cents)::bigint as cents,
                   count(*) filter (where codes = 1) as entries_alone, coalesce(sum(cents) filter (where codes = 1), 0)::bigint as cents_alone
            from blocked
            group by name, code
            union all
            select 'Total', null, false, count(*), sum(cents)::bigint, count(*) filter (where codes = 1), coalesce(sum(cents) filter (where codes = 1), 0)::bigint
            from blocked
            where leads
            having count(*) > 0) u
        order by u.code is null, u.name, u.cents desc, u.code
        """;

    public static FinanceReport Definition { get; } = new(
        "lost-value", "Value held back by checks", "Which checks keep how many dollars from being claimed?",
        ["check", "month", "school", "provider", "service", "code"], Of)
    { Only = ["school", "provider", "service", "code"] };

    private static Report Of(ReportScope scope)
    {
        var columns = scope.By == "check" ? new Columns<Row>() : scope.Columns<Row>(row => row.Name);
        columns.Text("check", "Check", row => row.Code)
            .Text("words", "In words", row => Words(row.Code)?.Title)
            .Text("fix", "What to do", row => Words(row.Code)?.Fix.Replace("`", "", StringComparison.Ordinal))
            .Text("who", "Who", row => Words(row.Code)?.Who)
            .Text("weight", "What it does", row => row.Rejects ? "rejects" : "not billable")
            .Count("entries", "Sessions", row => row.Entries)
            .Dollars("held_dollars", "Held back", row => row.Cents)
            .Count("alone_entries", "Sessions, by this alone", row => row.EntriesAlone)
            .Dollars("alone_dollars", "By this alone", row => row.CentsAlone);
        return scope.WithoutTotal(columns, scope.Rows<Row>(RowsSql).Select(row => row.Code is null ? Total(scope.By == "check" ? 5 : 6, row) : columns.Row(row)));
    }

    private static FindingText? Words(string? code) => code is null ? null : FindingTexts.Of(code);

    private static ReportRow Total(int texts, Row row) => new(
        [row.Name, .. new Cell[texts - 1], (long?)row.Entries, (long?)row.Cents, (long?)row.EntriesAlone, (long?)row.CentsAlone], IsTotal: true);

    private sealed record Row(string Name, string? Code, bool Rejects, long Entries, long Cents, long EntriesAlone, long CentsAlone);
}
