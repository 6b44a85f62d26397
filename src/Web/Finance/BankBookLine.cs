using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A line of the bank account with what its remittances come to.</summary>
public sealed record BankBookLine(
    long BankLineId, DateOnly BankedOn, long Cents, string TraceNumber, string Description, int Remittances, long PaymentsCents)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select b.bank_line_id, b.banked_on, b.cents, b.trace_number, b.description, p.remittances, p.cents as payments_cents
        from (
            select *
            from billing.bank_line
            where district_id = @districtId
              and (@after::bigint is null or (banked_on, bank_line_id)
                   < ((select a.banked_on from billing.bank_line a where a.district_id = @districtId and a.bank_line_id = @after), @after))
            order by banked_on desc, bank_line_id desc
            limit @limit) b
        cross join lateral (
            select count(*)::int as remittances, coalesce(sum(r.payment_cents), 0)::bigint as cents
            from billing.deposit d
            join billing.remittance r on r.district_id = d.district_id and r.remittance_id = d.remittance_id
            where d.district_id = b.district_id and d.bank_line_id = b.bank_line_id) p
        order by b.banked_on desc, b.bank_line_id desc
        """;

    [Sql]
    private const string CountSql = "select count(*) from billing.bank_line where district_id = @districtId";

    public long DifferenceCents => Cents - PaymentsCents;

    /// <summary>The latest first; one more than a page where there are more.</summary>
    /// <param name="after">Goes on after this line; null: from the latest.</param>
    public static async Task<IReadOnlyList<BankBookLine>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, long? after, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<BankBookLine>(new CommandDefinition(
            PageSql, new { districtId, after, limit = PageSize + 1 }, cancellationToken: cancellationToken))];

    public static Task<long> CountAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(CountSql, new { districtId }, cancellationToken: cancellationToken));
}
