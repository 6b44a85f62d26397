using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Sessions of a month that wait for the payer's answer to a void: they stay with the claim that it takes back, and no run bills them.</summary>
/// <param name="Cents">Their shares of the claims.</param>
public sealed record VoidsOut(int Claims, int Sessions, long Cents)
{
    [Sql]
    private const string OfMonthSql = """
        select count(distinct x.claim_id)::int as claims, count(*)::int as sessions, coalesce(sum(x.charge_cents), 0)::bigint as cents
        from billing.voiding_claim v
        join billing.claim_line_entry x on x.district_id = v.district_id and x.claim_id = v.claim_id and x.live
        where v.district_id = @districtId and x.service_month = @month
        """;

    /// <param name="month">First day of the month.</param>
    public static Task<VoidsOut> OfMonthAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default) =>
        connection.QuerySingleAsync<VoidsOut>(new CommandDefinition(OfMonthSql, new { districtId, month }, cancellationToken: cancellationToken));
}
