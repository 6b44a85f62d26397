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

    [Sql]
    private const string OfMonthSql = """
        with ids as (
            select min(entry_id) as first, max(entry_id) as last from intake.flagged_entry where district_id = @districtId and service_month = @month)
        select e.key, count(*) as entries, coalesce(sum(e.value_cents), 0)::bigint as value_cents
        from (
            select f.entry_id, f.student_id, f.service_date,
                   case when f.severity <> 'reject' then f.severity
                        when r.state = 'waiting' then @RejectedWithProvider
                        when f.codes <@ @ofSigning then 'waiting'
                        else 'open' end as key, f.value_cents
            from intake.flagged_entry f
            left join intake.entry_return r on r.district_id = @districtId and r.service_month = @month and r.entry_id = f.entry_id
              and r.entry_id between (select first from ids) and (select last from ids) -- not all returns there ever were
            where f.district_id = @districtId and f.service_month = @month
            union all
            select e.entry_id, e.student_id, e.service_date, 'returned', e.value_cents
            from intake.entry_return r
            join intake.entry e on e.district_id = @districtId and e.service_month = @month and e.entry_id = r.entry_id
            where r.district_id = @districtId and r.service_month = @month and r.state = 'waiting'
            union all
            select e.entry_id, e.student_id, e.service_date, 'sent-back', r.cents
            from billing.returned_of_month(@districtId, @month) r
            join intake.entry e on e.district_id = @districtId and e.service_month = @month and e.entry_id = r.entry_id) e
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
