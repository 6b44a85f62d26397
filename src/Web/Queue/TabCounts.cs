using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Queue;

/// <summary>What lies on each of a month's tabs.</summary>
public sealed class TabCounts
{
    /// <summary>Rejected and with its provider: on two piles, and to fix on none.</summary>
    private const string RejectedWithProvider = "rejected-with-provider";

    /// <summary>What is asked of each row stands behind "offset 0": it is asked by its key, even where the planner believes that there is but one row.</summary>
    [Sql]
    private const string OfMonthSql = """
        select e.key, count(*) as entries, coalesce(sum(e.value_cents), 0)::bigint as value_cents
        from (
            select f.student_id, f.service_date,
                   case when f.severity <> 'reject' then f.severity
                        when r.state = 'waiting' then @RejectedWithProvider
                        when f.codes <@ @ofSigning then 'waiting'
                        else 'open' end as key, f.value_cents
            from intake.flagged_entry f
            left join lateral (
                select r.state from intake.returns_of_month(@districtId, @month) r where r.entry_id = f.entry_id
                offset 0) r on true
            where f.district_id = @districtId and f.service_month = @month
            union all
            select e.student_id, e.service_date, b.key, coalesce(b.cents, e.value_cents)
            from (
                select r.entry_id, 'returned' as key, null::bigint as cents
                from intake.returns_of_month(@districtId, @month) r
                where r.answered_at is null and r.state = 'waiting'
                union all
                select entry_id, 'sent-back', cents from billing.returned_of_month(@districtId, @month)) b
            cross join lateral (
                select e.student_id, e.service_date, e.value_cents
                from intake.entry e
                where e.district_id = @districtId and e.service_month = @month and e.entry_id = b.entry_id
                offset 0) e) e
        where (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = @districtId and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        group by e.key
        """;

    private readonly Dictionary<string, (long Entries, long ValueCents)> _piles;

    private TabCounts(Dictionary<string, (long, long)> piles) => _piles = piles;

    /// <summary>Rejected and returned to the provider, among the returned.</summary>
    public long RejectedAndReturned => Of(RejectedWithProvider).Entries;

    public (long Entries, long ValueCents) this[QueueTab tab] => tab == QueueTab.Rejected
        ? Sum("open", "waiting", RejectedWithProvider)
        : Of(tab.Key());

    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    public static async Task<TabCounts> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, string[]? schools, CancellationToken cancellationToken) =>
        new((await connection.QueryAsync<(string Key, long Entries, long ValueCents)>(new CommandDefinition(
            OfMonthSql, new { districtId, month, schools, ofSigning = QueueTabs.OfSigning, RejectedWithProvider }, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Key, row => (row.Entries, row.ValueCents)));

    private (long Entries, long ValueCents) Of(string key) => _piles.GetValueOrDefault(key);

    private (long Entries, long ValueCents) Sum(params ReadOnlySpan<string> keys)
    {
        var (entries, cents) = (0L, 0L);
        foreach (var key in keys)
        {
            entries += Of(key).Entries;
            cents += Of(key).ValueCents;
        }

        return (entries, cents);
    }
}
