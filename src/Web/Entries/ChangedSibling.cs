using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>Another entry whose verdict changed with an action, as it stands now.</summary>
/// <param name="StudentId">Null where the number is unknown to the district.</param>
/// <param name="Standing"><c>billable</c>, <c>rejected</c> or <c>not-billable</c>.</param>
public sealed record ChangedSibling(
    long EntryId, long? StudentId, string StudentNumber, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, string Service, string Standing)
{
    /// <summary>Under this key an action leaves the ids for the page that comes after it. Ids alone: it travels in a cookie.</summary>
    public const string Key = "siblings";

    /// <summary>As many as a page lists.</summary>
    public const int Most = 20;

    [Sql]
    private const string OfIdsSql = """
        select e.entry_id, e.student_id, e.student_number, e.service_date, e.start_time, e.end_time, e.service,
               case when e.billable then 'billable'
                    when exists (
                        select from intake.finding f
                        where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id
                          and f.entry_version = e.version and f.cleared_run_id is null and f.severity = 'reject') then 'rejected'
                    else 'not-billable' end as standing
        from intake.months_of(@districtId) m (service_month)
        cross join lateral (
            select * from intake.entry e
            where e.district_id = @districtId and e.service_month = m.service_month and e.entry_id = any(@entryIds)
            offset 0) e
        where @schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day)
        order by e.service_date, e.start_time, e.entry_id
        limit @limit
        """;

    public static string TextOf(IEnumerable<long> entryIds) =>
        string.Join(',', entryIds.Take(Most).Select(id => id.ToString(CultureInfo.InvariantCulture)));

    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    /// <param name="text">Of <see cref="TextOf"/>; null or empty: none changed.</param>
    public static async Task<IReadOnlyList<ChangedSibling>> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, string? text, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(text)
            ? []
            : [.. await connection.QueryAsync<ChangedSibling>(new CommandDefinition(
                OfIdsSql,
                new { districtId, schools, entryIds = text.Split(',').Select(id => long.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray(), limit = Most },
                cancellationToken: cancellationToken))];
}
