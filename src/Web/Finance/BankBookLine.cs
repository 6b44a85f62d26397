using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A line of the bank account with what its remittances come to.</summary>
/// <param name="All">Lines beyond the page.</param>
public sealed record BankBookLine(
    long BankLineId, DateOnly BankedOn, long Cents, string TraceNumber, string Description, int Remittances, long PaymentsCents, long All)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select b.bank_line_id, b.banked_on, b.cents, b.trace_number, b.description, p.remittances, p.cents as payments_cents, b.all
        from (
            select *, count(*) over () as all
            from billing.bank_line
            where district_id = @districtId
            order by banked_on desc, bank_line_id desc
            limit @limit offset @offset) b
        cross join lateral (
            select count(*)::int as remittances, coalesce(sum(r.payment_cents), 0)::bigint as cents
            from billing.deposit d
            join billing.remittance r on r.district_id = d.district_id and r.remittance_id = d.remittance_id
            where d.district_id = b.district_id and d.bank_line_id = b.bank_line_id) p
        order by b.banked_on desc, b.bank_line_id desc
        """;

    public long DifferenceCents => Cents - PaymentsCents;

    /// <summary>The latest first.</summary>
    /// <param name="page">1 and up.</param>
    public static async Task<IReadOnlyList<BankBookLine>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, int page, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<BankBookLine>(new CommandDefinition(
            PageSql, new { districtId, limit = PageSize, offset = (page - 1L) * PageSize }, cancellationToken: cancellationToken))];
}
