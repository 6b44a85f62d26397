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
    [Sql]
    private const string OfMonthSql = """
        select e.key, count(*) as entries, coalesce(sum(e.cents), 0)::bigint as cents, min(e.service_date) as first_day
        from (
            select 'unsigned' as key, e.student_id, e.service_date, e.value_cents as cents
            from intake.flagged_entry e
            where e.district_id = @districtId and e.service_month = @month and e.severity = 'reject' and e.codes <@ @ofSigning
            union all
            select 'answered', e.student_id, e.service_date, e.value_cents
            from intake.entry_return r
            join intake.entry e on e.district_id = @districtId and e.service_month = @month and e.entry_id = r.entry_id
            where r.district_id = @districtId and r.service_month = @month and r.state = 'answered'
            union all
            select 'sent-back', e.student_id, e.service_date, r.cents
            from billing.returned_of_month(@districtId, @month) r
            join intake.entry e on e.district_id = @districtId and e.service_month = @month and e.entry_id = r.entry_id
            union all
            select 'ready', e.student_id, e.service_date, e.value_cents
            from intake.entry e
            where e.district_id = @districtId and e.service_month = @month and e.billable
              and not exists (
                select from billing.claim_line_entry l
                where l.district_id = @districtId and l.service_month = @month and l.entry_id = e.entry_id and l.live)) e
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
