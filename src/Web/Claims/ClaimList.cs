using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Claims;

/// <summary>A claim as a list shows it.</summary>
/// <param name="PaidCents">So far, what was taken back counted off.</param>
public sealed record ListedClaim(
    long ClaimId, string ClaimNumber, string Frequency, string Stage, string FileName, long StudentId, string StudentName, long ChargeCents, long PaidCents)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 100;

    /// <summary>The ids of a month's runs bound the claims, and the keyset the page: a page reads its own claims alone where no stage is asked for.</summary>
    [Sql]
    private const string PageSql = """
        select c.claim_id, c.claim_number, c.frequency, c.stage, c.file_name, c.student_id,
               coalesce(s.last_name || ', ' || s.first_name, '') as student_name, c.charge_cents,
               coalesce((select sum(p.paid_cents) from billing.line_posting p
                         where p.district_id = c.district_id and p.claim_id = c.claim_id), 0)::bigint as paid_cents
        from billing.claim_standing c
        left join intake.student s on s.district_id = c.district_id and s.student_id = c.student_id
        where c.district_id = @districtId and c.service_month = @month
          and (@stage::text is null or c.stage = @stage)
          and (@payer::text is null or c.payer = @payer)
          and (@schools::text[] is null or exists (
              select from billing.claim_line l
              join intake.student_school t on t.district_id = l.district_id and t.student_id = c.student_id and t.school_code = any(@schools)
                and l.service_date between t.from_day and t.to_day
              where l.district_id = c.district_id and l.claim_id = c.claim_id))
          and (@after::bigint is null or c.claim_id < @after)
        order by c.claim_id desc
        limit @limit
        """;

    [Sql]
    private const string CountsSql = """
        select stage, count(*)::int as claims
        from billing.claim_standing c
        where c.district_id = @districtId and c.service_month = @month and (@payer::text is null or c.payer = @payer)
          and (@schools::text[] is null or exists (
              select from billing.claim_line l
              join intake.student_school t on t.district_id = l.district_id and t.student_id = c.student_id and t.school_code = any(@schools)
                and l.service_date between t.from_day and t.to_day
              where l.district_id = c.district_id and l.claim_id = c.claim_id))
        group by stage
        """;

    [Sql]
    private const string PayersSql = """
        select distinct payer from billing.claim_run where district_id = @districtId and service_month = @month order by payer limit 50
        """;

    [Sql]
    private const string OfSchoolsSql = """
        select distinct c.claim_number
        from billing.claim c
        join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        join intake.student_school t on t.district_id = c.district_id and t.student_id = c.student_id and t.school_code = any(@schools)
          and l.service_date between t.from_day and t.to_day
        where c.district_id = @districtId and c.claim_number = any(@claimNumbers)
        """;

    /// <summary>The latest first.</summary>
    /// <returns>A page, and one more where there is a next page.</returns>
    public static async Task<IReadOnlyList<ListedClaim>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, ClaimFilter filter, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ListedClaim>(new CommandDefinition(
            PageSql, new { districtId, filter.Month, filter.Stage, filter.Payer, filter.After, filter.Schools, limit = PageSize + 1 }, cancellationToken: cancellationToken))];

    /// <summary>How many claims of the month stand in each stage.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountsAsync(
        NpgsqlConnection connection, DistrictId districtId, ClaimFilter filter, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string Stage, int Claims)>(new CommandDefinition(
            CountsSql, new { districtId, filter.Month, filter.Payer, filter.Schools }, cancellationToken: cancellationToken))).ToDictionary(row => row.Stage, row => row.Claims);

    /// <summary>Which of some claims have a day on which their student was of one of the schools.</summary>
    public static async Task<IReadOnlySet<string>> OfSchoolsAsync(
        NpgsqlConnection connection, DistrictId districtId, string[] schools, string[] claimNumbers, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            OfSchoolsSql, new { districtId, schools, claimNumbers }, cancellationToken: cancellationToken))).ToHashSet();

    /// <summary>The payers that the month's files went to.</summary>
    public static async Task<IReadOnlyList<string>> PayersAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<string>(new CommandDefinition(PayersSql, new { districtId, month }, cancellationToken: cancellationToken))];
}
