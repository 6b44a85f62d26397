using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Records;

/// <summary>What rejects sessions of one student or one provider: a finding's code, and how much it holds back.</summary>
/// <param name="FreedEntries">Entries that nothing else holds back.</param>
/// <param name="HeldCents">What the entries would bring; those that Medicaid pays for in no case are worth nothing.</param>
/// <param name="FirstEntryId">The oldest of the entries.</param>
public sealed record RecordBlock(
    string Code, int Entries, int FreedEntries, long HeldCents, long FreedCents, long FirstEntryId, DateOnly FirstMonth)
{
    private const int Most = 50;

    /// <summary>Counted as <see cref="Ingest.Causes.RootCauses"/> counts them for the district.</summary>
    private const string Counted = """
            select distinct f.service_month, f.entry_id, f.code, e.service_date,
                   case when exists (
                       select from intake.finding n
                       where n.district_id = f.district_id and n.service_month = f.service_month and n.entry_id = f.entry_id
                         and n.entry_version = f.entry_version and n.cleared_run_id is null and n.severity = 'not-billable'
                       offset 0)
                       then 0 else e.value_cents end as cents
            from intake.entry e
            cross join lateral (
                select f.*
                from intake.finding f
                where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id
                  and f.entry_version = e.version and f.cleared_run_id is null and f.severity = 'reject'
                offset 0) f
            where e.district_id = @districtId and e.service_date >= @since and e.
        """;

    private const string ByCode = """
        ),
        counted as (select h.*, count(*) over (partition by service_month, entry_id) = 1 as alone from held h)
        select code, count(*)::int as entries, (count(*) filter (where alone))::int as freed_entries,
               sum(cents)::bigint as held_cents, coalesce(sum(cents) filter (where alone), 0)::bigint as freed_cents,
               (array_agg(entry_id order by service_date, entry_id))[1] as first_entry_id, min(service_month) as first_month
        from counted
        group by code
        order by held_cents desc, entries desc, code
        limit @limit
        """;

    private const string OfSchools = """

          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        """;

    [Sql]
    private const string OfStudentSql = "with held as materialized (" + Counted + "student_number = @number" + ByCode;

    [Sql]
    private const string OfProviderSql = "with held as materialized (" + Counted + "provider_number = @number" + OfSchools + ByCode;

    /// <param name="since">The oldest day of service whose claim can still be filed.</param>
    public static Task<IReadOnlyList<RecordBlock>> OfStudentAsync(
        NpgsqlConnection connection, DistrictId districtId, string number, DateOnly since, CancellationToken cancellationToken) =>
        ListAsync(connection, OfStudentSql, districtId, number, since, cancellationToken);

    /// <param name="schools">Of sessions of students of these schools only; null: of all.</param>
    /// <param name="since">The oldest day of service whose claim can still be filed.</param>
    public static Task<IReadOnlyList<RecordBlock>> OfProviderAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, string number, DateOnly since, CancellationToken cancellationToken) =>
        ListAsync(connection, OfProviderSql, districtId, number, since, cancellationToken, schools);

    private static async Task<IReadOnlyList<RecordBlock>> ListAsync(
        NpgsqlConnection connection, string sql, DistrictId districtId, string number, DateOnly since, CancellationToken cancellationToken, string[]? schools = null) =>
        [.. await connection.QueryAsync<RecordBlock>(new CommandDefinition(
            sql, new { districtId, number, since, schools, limit = Most }, cancellationToken: cancellationToken))];
}
