using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A session's cents in one bucket.</summary>
/// <param name="ClaimId">Null where it is on no claim.</param>
/// <param name="Rows">Of the bucket, beyond the page.</param>
/// <param name="AllCents">Of all of them.</param>
public sealed record LedgerRow(
    long EntryId, DateOnly ServiceDate, string Service, string? Procedure, long Cents, long? ClaimId, int? LineNumber, string? ClaimNumber, long Rows, long AllCents)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        with page as materialized (
            select g.entry_id, g.cents, g.claim_id, g.line_number, count(*) over () as rows, (sum(g.cents) over ())::bigint as all_cents
            from billing.ledger g
            where g.district_id = @districtId and g.service_month = @month and g.bucket = @bucket
            order by g.cents desc, g.entry_id, g.claim_id
            limit @limit offset @offset)
        select g.entry_id, e.service_date, e.service, e.procedure, g.cents, g.claim_id, g.line_number, c.claim_number, g.rows, g.all_cents
        from page g
        cross join lateral (
            select e.service_date, e.service, e.procedure
            from intake.entry e
            where e.district_id = @districtId and e.service_month = @month and e.entry_id = g.entry_id
            offset 0) e -- each by its key: see migration 0073
        left join lateral (
            select c.claim_number from billing.claim c where c.district_id = @districtId and c.claim_id = g.claim_id offset 0) c on true
        order by g.cents desc, g.entry_id, g.claim_id
        """;

    /// <param name="page">1 and up.</param>
    public static async Task<IReadOnlyList<LedgerRow>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, Bucket bucket, int page, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<LedgerRow>(new CommandDefinition(
            PageSql,
            new { districtId, month, bucket = BucketText.Of(bucket), limit = PageSize, offset = (page - 1L) * PageSize },
            cancellationToken: cancellationToken))];
}
