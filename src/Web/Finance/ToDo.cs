using Dapper;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>What waits for finance, whatever the month.</summary>
/// <param name="Unmatched">Lines of remittances that are on none of ours, with what was paid on them.</param>
/// <param name="Denied">Lines of the month that the payer denied and nobody has acted on.</param>
public sealed record ToDo(CountAndCents Unmatched, CountAndCents Denied, DepositList Deposits, WaitingClaims Waiting)
{
    [Sql]
    private const string UnmatchedSql = """
        select count(*)::int as entries, coalesce(sum(paid_cents), 0)::bigint as cents
        from billing.unmatched_remit
        where district_id = @districtId and decided is null
        """;

    [Sql]
    private const string DeniedSql = """
        select count(distinct (claim_id, line_number))::int as entries, coalesce(sum(cents), 0)::bigint as cents
        from billing.returned_entry
        where district_id = @districtId and service_month = @month and stage = 'remittance'
        """;

    public bool IsNothing =>
        Unmatched.Entries == 0 && Denied.Entries == 0 && Waiting.Claims == 0
        && Deposits is { WithoutBankLine.Count: 0, WithoutRemittance.Count: 0, Differences.Count: 0 };

    public static async Task<ToDo> LoadAsync(
        NpgsqlDataSource database, District district, DateOnly month, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        CommandDefinition Of(string sql) => new(sql, new { district.DistrictId, month }, cancellationToken: cancellationToken);
        return new(
            await UnmatchedAsync(connection, district.DistrictId, cancellationToken),
            await connection.QuerySingleAsync<CountAndCents>(Of(DeniedSql)),
            await DepositList.LoadAsync(database, district.DistrictId, cancellationToken),
            await WaitingClaims.LoadAsync(database, district, month: null, clock, cancellationToken));
    }

    /// <summary>Lines of remittances that are on none of ours and wait for a decision.</summary>
    public static Task<CountAndCents> UnmatchedAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<CountAndCents>(new CommandDefinition(UnmatchedSql, new { districtId }, cancellationToken: cancellationToken));
}
