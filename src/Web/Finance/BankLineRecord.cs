using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A line of the bank account, and the remittances that it pays.</summary>
public sealed record BankLineRecord(BankLineHead Line, IReadOnlyList<TiedRemittance> Remittances)
{
    private const int Limit = 500;

    [Sql]
    private const string LineSql = """
        select b.bank_line_id, b.banked_on, b.cents, b.trace_number, b.description, b.entered_at, coalesce(u.display_name, b.entered_by) as entered_by
        from billing.bank_line b
        left join ops.user_account u on u.district_id = b.district_id and 'user:' || u.user_id = b.entered_by
        where b.district_id = @districtId and b.bank_line_id = @bankLineId
        """;

    [Sql]
    private const string RemittancesSql = """
        select r.remittance_id, r.paid_date, r.payer_name, r.trace_number, r.payment_cents, d.matched_by
        from billing.deposit d
        join billing.remittance r on r.district_id = d.district_id and r.remittance_id = d.remittance_id
        where d.district_id = @districtId and d.bank_line_id = @bankLineId
        order by r.paid_date, r.remittance_id
        limit @limit
        """;

    public long PaymentsCents => Remittances.Sum(remittance => remittance.PaymentCents);

    public long DifferenceCents => Line.Cents - PaymentsCents;

    /// <summary>The district's bank line of that number, or null.</summary>
    public static async Task<BankLineRecord?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long bankLineId, CancellationToken cancellationToken)
    {
        CommandDefinition Of(string sql) => new(sql, new { districtId, bankLineId, limit = Limit }, cancellationToken: cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<BankLineHead?>(Of(LineSql)) is { } line
            ? new(line, (await connection.QueryAsync<TiedRemittance>(Of(RemittancesSql))).AsList())
            : null;
    }
}

public sealed record BankLineHead(
    long BankLineId, DateOnly BankedOn, long Cents, string TraceNumber, string Description, DateTime EnteredAt, string EnteredBy);

/// <param name="MatchedBy"><c>trace</c> or <c>person</c>.</param>
public sealed record TiedRemittance(long RemittanceId, DateOnly PaidDate, string PayerName, string TraceNumber, long PaymentCents, string MatchedBy);
