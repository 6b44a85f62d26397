using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Queue;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>Entries that wait for one and the same thing.</summary>
/// <param name="FirstDay">The oldest day of service among them; null where there is none.</param>
public readonly record struct EntryPile(long Entries, long Cents, DateOnly? FirstDay);

/// <summary>What a month's entries wait for, beside what rejects them.</summary>
/// <param name="Unsigned">Only a signature is missing.</param>
/// <param name="Answered">Returned, and the provider has answered.</param>
/// <param name="SentBack">The payer rejected or denied them, and nobody has acted on it.</param>
/// <param name="Ready">Billable, and on no claim.</param>
public sealed record MonthPiles(EntryPile Unsigned, EntryPile Answered, EntryPile SentBack, EntryPile Ready)
{
    /// <summary>
    /// A few are looked for by their keys (behind "offset 0"), and what is ready by a full join, which PostgreSQL makes by hashes or by
    /// sorting and never row by row: so it is as quick where the planner believes that there is but one row.
    /// </summary>
    [Sql]
    private const string OfMonthSql = """
        select e.key, count(*) as entries, coalesce(sum(e.cents), 0)::bigint as cents, min(e.service_date) as first_day
        from (
            select 'unsigned' as key, e.student_id, e.service_date, e.value_cents as cents
            from intake.flagged_entry e
            where e.district_id = @districtId and e.service_month = @month and e.severity = 'reject' and e.codes <@ @ofSigning
            union all
            select b.key, e.student_id, e.service_date, coalesce(b.cents, e.value_cents)
            from (
                select r.entry_id, 'answered' as key, null::bigint as cents
                from intake.returns_of_month(@districtId, @month) r
                where r.state = 'answered' and r.entry_id between -- not all returns there ever were
                    (select min(entry_id) from intake.entry where district_id = @districtId and service_month = @month) and
                    (select max(entry_id) from intake.entry where district_id = @districtId and service_month = @month)
                union all
                select entry_id, 'sent-back', cents from billing.returned_of_month(@districtId, @month)) b
            cross join lateral (
                select e.student_id, e.service_date, e.value_cents
                from intake.entry e
                where e.district_id = @districtId and e.service_month = @month and e.entry_id = b.entry_id
                offset 0) e
            union all
            select 'ready', e.student_id, e.service_date, e.value_cents
            from (
                select entry_id, student_id, service_date, value_cents
                from intake.entry
                where district_id = @districtId and service_month = @month and billable) e
            full join (
                select entry_id
                from billing.claim_line_entry
                where district_id = @districtId and service_month = @month and live) l on l.entry_id = e.entry_id
            where l.entry_id is null) e
        where (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = @districtId and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        group by e.key
        """;

    private sealed record Row(string Key, long Entries, long Cents, DateOnly FirstDay);

    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    public static async Task<MonthPiles> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, string[]? schools, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            OfMonthSql, new { districtId, month, schools, ofSigning = QueueTabs.OfSigning }, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Key, row => new EntryPile(row.Entries, row.Cents, row.FirstDay));
        return new(
            rows.GetValueOrDefault("unsigned"), rows.GetValueOrDefault("answered"), rows.GetValueOrDefault("sent-back"), rows.GetValueOrDefault("ready"));
    }
}
