using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Auditing;

/// <summary>A sent claim line of a sample.</summary>
/// <param name="Number">As the claim file has it in REF*6R.</param>
/// <param name="Stage">Where its claim stands.</param>
/// <param name="OfLines">How many lines it was drawn from, or were named.</param>
public sealed record SampledLine(
    string Number, long ClaimId, int LineNumber, string ClaimNumber, long StudentId, string? StudentNumber, DateOnly ServiceDate, string Procedure,
    string Modifiers, long UnitsMilli, long ChargeCents, long PaidCents, string Payer, string Stage, long OfLines)
{
    private const string Lines = """
        with line as (
            select c.claim_number || lpad(l.line_number::text, 2, '0') as number, c.district_id, c.claim_id, l.line_number, c.claim_number, c.student_id,
                   l.service_date, l.procedure, l.modifiers, l.units_milli, l.charge_cents, r.payer
        """;

    /// <summary>Of the claims that were found, of files that were released.</summary>
    /// <remarks>
    /// "offset 0", here and below, keeps the way from a file to its claims and from a claim to its lines: a planner whose statistics know
    /// nothing of the district may begin with all of its lines, and look for the claim of each.
    /// </remarks>
    private const string OfClaims = """
            cross join lateral (
                select l.* from billing.claim_line l where l.district_id = c.district_id and l.claim_id = c.claim_id offset 0) l
            where exists (select from billing.claim_release f where f.district_id = r.district_id and f.claim_run_id = r.claim_run_id)
              and (@schools::text[] is null or exists (
                select from intake.student_school t
                where t.district_id = c.district_id and t.student_id = c.student_id and t.school_code = any(@schools)
                  and l.service_date between t.from_day and t.to_day))
        """;

    private const string Shown = """
        select d.number, d.claim_id, d.line_number, d.claim_number, d.student_id, s.student_number, d.service_date, d.procedure, d.modifiers,
               d.units_milli, d.charge_cents, coalesce(p.paid_cents, 0)::bigint as paid_cents, d.payer, k.stage, d.of_lines
        from drawn d
        join billing.claim_standing k on k.district_id = d.district_id and k.claim_id = d.claim_id
        left join intake.student s on s.district_id = d.district_id and s.student_id = d.student_id
        left join billing.line_standing p on p.district_id = d.district_id and p.claim_id = d.claim_id and p.line_number = d.line_number
        order by d.service_date, d.number
        """;

    /// <summary>The seed and a line's number give its place, whatever else the month holds: the same draw is made again as long as the claims are the same.</summary>
    [Sql]
    private const string DrawSql = Lines + """

            from billing.claim_run r
            cross join lateral (
                select c.* from billing.claim c where c.district_id = r.district_id and c.claim_run_id = r.claim_run_id offset 0) c

        """ + OfClaims + """

              and r.district_id = @districtId and r.service_month = @month and (@payer::text is null or r.payer = @payer)),
        drawn as (
            select *, count(*) over () as of_lines from line order by md5(@seed || ' ' || number), number limit @limit)

        """ + Shown;

    [Sql]
    private const string NamedSql = Lines + """

            from billing.claim c
            join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id

        """ + OfClaims + """

              and c.district_id = @districtId and c.claim_number = any(@claimNumbers)),
        drawn as (
            select *, count(*) over () as of_lines from line where claim_number = any(@numbers) or number = any(@numbers) order by number limit @limit)

        """ + Shown;

    public string Address => AddressOf(ClaimId, LineNumber);

    public static string AddressOf(long claimId, int lineNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"/auditor/claims/{claimId}/lines/{lineNumber}");

    /// <summary>By day of service.</summary>
    /// <param name="schools">Only lines of days on which the student was of one of these; null: of any.</param>
    public static async Task<IReadOnlyList<SampledLine>> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, SampleQuery query, CancellationToken cancellationToken) =>
        query.IsEmpty
            ? []
            : [.. await connection.QueryAsync<SampledLine>(new CommandDefinition(
                query.Numbers.Count > 0 ? NamedSql : DrawSql,
                new
                {
                    districtId,
                    schools,
                    query.Month,
                    query.Payer,
                    seed = query.Seed?.ToString(CultureInfo.InvariantCulture),
                    query.ClaimNumbers,
                    numbers = query.Numbers.ToArray(),
                    limit = query.Numbers.Count > 0 ? SampleQuery.MostLines : query.Lines,
                },
                cancellationToken: cancellationToken))];
}
