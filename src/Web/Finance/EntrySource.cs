using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A line of a file that a session came in, and what of it finance may see.</summary>
/// <param name="Version">The first that it said.</param>
/// <param name="RowId">As its source numbers its rows.</param>
/// <param name="StartTime">As is, like the others, before any correction made here.</param>
public sealed record EntrySource(
    long EntryId, long? StudentId, int Version, string FileName, byte[] Sha256, DateTime ReceivedAt, int RowsTotal, int RowsEntered, int RowsMalformed,
    int RowsDuplicate, int LineNumber, string Source, string RowId, string StudentNumber, string ProviderNumber, string Service, string Mode,
    DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, int MinutesAway, string Attendance)
{
    private const int Limit = 50;

    /// <summary>What it said first in each line that it came in: corrections made here come in none.</summary>
    [Sql]
    private const string OfEntrySql = """
        with said as (
            select s.version, s.content from intake.entry_superseded s where s.district_id = @districtId and s.entry_id = @entryId
            union all
            select e.version, to_jsonb(e)
            from intake.months_of(@districtId) m (service_month)
            cross join lateral (
                select * from intake.entry e
                where e.district_id = @districtId and e.service_month = m.service_month and e.entry_id = @entryId
                offset 0) e),
        line as (
            select distinct on ((s.content ->> 'import_file_id')::bigint, (s.content ->> 'line_number')::int) s.version, s.content
            from said s
            order by (s.content ->> 'import_file_id')::bigint, (s.content ->> 'line_number')::int, s.version)
        select @entryId::bigint as entry_id, (l.content ->> 'student_id')::bigint as student_id, l.version, f.file_name, f.sha256, f.received_at,
               f.rows_total, f.rows_entered, f.rows_malformed, f.rows_duplicate, (l.content ->> 'line_number')::int as line_number,
               l.content ->> 'source' as source, l.content ->> 'row_id' as row_id, l.content ->> 'student_number' as student_number,
               l.content ->> 'provider_number' as provider_number, l.content ->> 'service' as service, l.content ->> 'mode' as mode,
               (l.content ->> 'service_date')::date as service_date, (l.content ->> 'start_time')::time as start_time,
               (l.content ->> 'end_time')::time as end_time, (l.content ->> 'minutes_away')::int as minutes_away, l.content ->> 'attendance' as attendance
        from line l
        cross join lateral (
            select f.*
            from intake.import_file f
            where f.district_id = @districtId and f.import_file_id = (l.content ->> 'import_file_id')::bigint
            offset 0) f
        order by l.version
        limit @limit
        """;

    /// <summary>In the order in which they came; none where the district has no such entry.</summary>
    public static async Task<IReadOnlyList<EntrySource>> OfEntryAsync(
        NpgsqlConnection connection, DistrictId districtId, long entryId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<EntrySource>(new CommandDefinition(
            OfEntrySql, new { districtId, entryId, limit = Limit }, cancellationToken: cancellationToken))];
}
