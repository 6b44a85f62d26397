using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A payer's payment, as a list shows it.</summary>
/// <param name="BankLineId">The deposit; null where it is tied to none.</param>
/// <param name="Unmatched">Lines that wait for a person.</param>
/// <param name="All">Remittances beyond the page.</param>
public sealed record RemittanceRow(
    long RemittanceId, DateOnly PaidDate, string PayerName, string TraceNumber, int Claims, long ChargeCents, long PaidCents, long ProviderAdjustedCents,
    long PaymentCents, long? BankLineId, int Unmatched, long All)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select r.remittance_id, r.paid_date, r.payer_name, r.trace_number, r.claims, r.charge_cents, r.paid_cents, r.provider_adjusted_cents, r.payment_cents,
               d.bank_line_id,
               (select count(*)::int from billing.unmatched_remit u
                where u.district_id = r.district_id and u.remittance_id = r.remittance_id and u.decided is null) as unmatched,
               r.all
        from (
            select *, count(*) over () as all
            from billing.remittance
            where district_id = @districtId
            order by paid_date desc, remittance_id desc
            limit @limit offset @offset) r
        left join billing.deposit d on d.district_id = r.district_id and d.remittance_id = r.remittance_id
        order by r.paid_date desc, r.remittance_id desc
        """;

    /// <summary>The latest first.</summary>
    /// <param name="page">1 and up.</param>
    public static async Task<IReadOnlyList<RemittanceRow>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, int page, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<RemittanceRow>(new CommandDefinition(
            PageSql, new { districtId, limit = PageSize, offset = (page - 1L) * PageSize }, cancellationToken: cancellationToken))];
}
