using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A payer's payment, as a list shows it.</summary>
/// <param name="BankLineId">The deposit; null where it is tied to none.</param>
/// <param name="Unmatched">Lines that wait for a person.</param>
public sealed record RemittanceRow(
    long RemittanceId, DateOnly PaidDate, string PayerName, string TraceNumber, int Claims, long ChargeCents, long PaidCents, long ProviderAdjustedCents,
    long PaymentCents, long? BankLineId, int Unmatched)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select r.remittance_id, r.paid_date, r.payer_name, r.trace_number, r.claims, r.charge_cents, r.paid_cents, r.provider_adjusted_cents, r.payment_cents,
               d.bank_line_id,
               (select count(*)::int from billing.unmatched_remit u
                where u.district_id = r.district_id and u.remittance_id = r.remittance_id and u.decided is null) as unmatched
        from (
            select *
            from billing.remittance
            where district_id = @districtId
              and (@after::bigint is null or (paid_date, remittance_id)
                   < ((select a.paid_date from billing.remittance a where a.district_id = @districtId and a.remittance_id = @after), @after))
            order by paid_date desc, remittance_id desc
            limit @limit) r
        left join billing.deposit d on d.district_id = @districtId and d.remittance_id = r.remittance_id
        order by r.paid_date desc, r.remittance_id desc
        """;

    [Sql]
    private const string CountSql = "select count(*) from billing.remittance where district_id = @districtId";

    /// <summary>The latest first; one more than a page where there are more.</summary>
    /// <param name="after">Goes on after this remittance; null: from the latest.</param>
    public static async Task<IReadOnlyList<RemittanceRow>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, long? after, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<RemittanceRow>(new CommandDefinition(
            PageSql, new { districtId, after, limit = PageSize + 1 }, cancellationToken: cancellationToken))];

    public static Task<long> CountAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(CountSql, new { districtId }, cancellationToken: cancellationToken));
}
