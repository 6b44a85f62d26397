using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Records;

/// <summary>A month of one student's or one provider's sessions: entries = billable + rejected + not billable.</summary>
/// <param name="Entries">All that was logged, held or missed.</param>
/// <param name="Unsigned">Without a signature.</param>
/// <param name="SignedLate">Signed later than the rule pack allows.</param>
/// <param name="FirstTime">Passed the first check: no finding ever rejected their first version.</param>
public sealed record RecordMonth(
    DateOnly Month, int Entries, int Delivered, int Billable, int Rejected, long BillableCents, long RejectedCents, int Unsigned, int SignedLate,
    int FirstTime)
{
    private const int Most = 24;

    private const string Counted = """
        select e.service_month as month, count(*)::int as entries, (count(*) filter (where e.delivered))::int as delivered,
               (count(*) filter (where e.billable))::int as billable,
               (count(*) filter (where not e.billable and f.rejects))::int as rejected,
               coalesce(sum(e.value_cents) filter (where e.billable), 0)::bigint as billable_cents,
               coalesce(sum(e.value_cents) filter (where not e.billable and f.rejects), 0)::bigint as rejected_cents,
               (count(*) filter (where e.signed_at is null))::int as unsigned, (count(*) filter (where f.late))::int as signed_late,
               (count(*) filter (where not f.rejected_first))::int as first_time
        from intake.entry e
        cross join lateral (
            select coalesce(bool_or(x.severity = 'reject' and x.entry_version = e.version and x.cleared_run_id is null), false) as rejects,
                   coalesce(bool_or(x.code = 'LOG_LATE' and x.entry_version = e.version and x.cleared_run_id is null), false) as late,
                   coalesce(bool_or(x.severity = 'reject' and x.entry_version = 1), false) as rejected_first
            from intake.finding x
            where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id) f
        where e.district_id = @districtId and e.service_date >= @since and e.
        """;

    private const string ByMonth = """

        group by e.service_month
        order by e.service_month desc
        limit @limit
        """;

    private const string OfSchools = """

          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        """;

    [Sql]
    private const string OfStudentSql = Counted + "student_number = @number" + ByMonth;

    [Sql]
    private const string OfProviderSql = Counted + "provider_number = @number" + OfSchools + ByMonth;

    public int NotBillable => Entries - Billable - Rejected;

    /// <summary>Tenths of a percent of the entries, cut.</summary>
    public long FirstTimeTenths => Entries == 0 ? 0 : FirstTime * 1000L / Entries;

    /// <summary>The last two years, the latest month first; without the months that have no session.</summary>
    public static Task<IReadOnlyList<RecordMonth>> OfStudentAsync(
        NpgsqlConnection connection, DistrictId districtId, string number, DateOnly today, CancellationToken cancellationToken) =>
        ListAsync(connection, OfStudentSql, districtId, number, today, cancellationToken);

    /// <summary>The last two years, the latest month first; without the months that have no session.</summary>
    /// <param name="schools">Of students of these schools only; null: of all.</param>
    public static Task<IReadOnlyList<RecordMonth>> OfProviderAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, string number, DateOnly today, CancellationToken cancellationToken) =>
        ListAsync(connection, OfProviderSql, districtId, number, today, cancellationToken, schools);

    private static async Task<IReadOnlyList<RecordMonth>> ListAsync(
        NpgsqlConnection connection, string sql, DistrictId districtId, string number, DateOnly today, CancellationToken cancellationToken, string[]? schools = null)
    {
        var since = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Most);
        return [.. await connection.QueryAsync<RecordMonth>(new CommandDefinition(
            sql, new { districtId, number, since, schools, limit = Most }, cancellationToken: cancellationToken))];
    }
}
