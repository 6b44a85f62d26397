using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Deposits;

/// <summary>Where payers' word and the bank's do not meet. Each list has its longest-standing first, and not more than <see cref="Limit"/>.</summary>
/// <param name="WithoutBankLine">Remittances that pay something, and no bank line does. One of nothing needs none.</param>
/// <param name="WithoutRemittance">Bank lines that no remittance explains.</param>
/// <param name="Differences">Bank lines whose remittances come to more or less.</param>
public sealed record DepositList(
    IReadOnlyList<UnbankedRemittance> WithoutBankLine, IReadOnlyList<UnexplainedLine> WithoutRemittance, IReadOnlyList<DepositDifference> Differences)
{
    public const int Limit = 500;

    [Sql]
    private const string WithoutBankLineSql = """
        select r.remittance_id, r.paid_date, r.payment_cents, r.trace_number, r.payer_name
        from billing.remittance r
        where r.district_id = @districtId and r.payment_cents > 0
          and not exists (
            select from billing.deposit d where d.district_id = r.district_id and d.remittance_id = r.remittance_id)
        order by r.paid_date, r.remittance_id
        limit @limit
        """;

    [Sql]
    private const string WithoutRemittanceSql = """
        select b.bank_line_id, b.banked_on, b.cents, b.trace_number, b.description
        from billing.bank_line b
        where b.district_id = @districtId
          and not exists (
            select from billing.deposit d where d.district_id = b.district_id and d.bank_line_id = b.bank_line_id)
        order by b.banked_on, b.bank_line_id
        limit @limit
        """;

    [Sql]
    private const string DifferencesSql = """
        select b.bank_line_id, b.banked_on, b.cents as bank_cents, sum(r.payment_cents)::bigint as payment_cents, count(*)::int as remittances
        from billing.bank_line b
        join billing.deposit d on d.district_id = b.district_id and d.bank_line_id = b.bank_line_id
        join billing.remittance r on r.district_id = d.district_id and r.remittance_id = d.remittance_id
        where b.district_id = @districtId
        group by b.bank_line_id, b.banked_on, b.cents
        having b.cents <> sum(r.payment_cents)
        order by b.banked_on, b.bank_line_id
        limit @limit
        """;

    public static async Task<DepositList> LoadAsync(NpgsqlDataSource database, DistrictId districtId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        CommandDefinition Of(string sql) => new(sql, new { districtId, limit = Limit }, cancellationToken: cancellationToken);
        return new(
            (await connection.QueryAsync<UnbankedRemittance>(Of(WithoutBankLineSql))).AsList(),
            (await connection.QueryAsync<UnexplainedLine>(Of(WithoutRemittanceSql))).AsList(),
            (await connection.QueryAsync<DepositDifference>(Of(DifferencesSql))).AsList());
    }
}

public sealed record UnbankedRemittance(long RemittanceId, DateOnly PaidDate, long PaymentCents, string TraceNumber, string PayerName);

public sealed record UnexplainedLine(long BankLineId, DateOnly BankedOn, long Cents, string TraceNumber, string Description);

/// <param name="PaymentCents">Of all its remittances.</param>
public sealed record DepositDifference(long BankLineId, DateOnly BankedOn, long BankCents, long PaymentCents, int Remittances)
{
    public long DifferenceCents => BankCents - PaymentCents;
}
