using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A claim line that the payer denied, in whole or in part, and nobody has acted on.</summary>
/// <param name="CodesText">As the views string them together.</param>
/// <param name="Lines">Beyond the page.</param>
/// <param name="AllCents">Of all of them.</param>
public sealed record DeniedLine(
    long ClaimId, int LineNumber, string ClaimNumber, DateOnly ServiceDate, string Procedure, long Cents, string CodesText, long Lines, long AllCents)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select d.claim_id, d.line_number, c.claim_number, l.service_date, l.procedure, d.cents,
               coalesce((select string_agg(distinct k.source || ' ' || k.code, ';')
                         from billing.payer_code k
                         where k.district_id = @districtId and k.claim_id = d.claim_id and k.stage = 'remittance'
                           and (k.line_number is null or k.line_number = d.line_number)), '') as codes_text,
               d.lines, d.all_cents
        from (
            select r.claim_id, r.line_number, sum(r.cents)::bigint as cents, count(*) over () as lines, (sum(sum(r.cents)) over ())::bigint as all_cents
            from billing.returned_entry r
            where r.district_id = @districtId and r.service_month = @month and r.stage = 'remittance'
            group by r.claim_id, r.line_number
            order by sum(r.cents) desc, r.claim_id, r.line_number
            limit @limit offset @offset) d
        join billing.claim c on c.district_id = @districtId and c.claim_id = d.claim_id
        join billing.claim_line l on l.district_id = @districtId and l.claim_id = d.claim_id and l.line_number = d.line_number
        order by d.cents desc, d.claim_id, d.line_number
        """;

    public IReadOnlyList<PayersCode> Codes => PayersCode.Parse(CodesText);

    /// <summary>The dearest first.</summary>
    /// <param name="page">1 and up.</param>
    public static async Task<IReadOnlyList<DeniedLine>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, int page, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<DeniedLine>(new CommandDefinition(
            PageSql, new { districtId, month, limit = PageSize, offset = (page - 1L) * PageSize }, cancellationToken: cancellationToken))];
}
