using Dapper;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>How many files a payer takes of a district in a day, set against those that were built for it and not withdrawn.</summary>
internal static class FilesOfDay
{
    [Sql]
    private const string BuiltSql = """
        select count(*)::int
        from billing.claim_run r
        where r.district_id = @districtId and r.payer = @payer
          and (r.built_at at time zone @timeZone)::date = (@at at time zone @timeZone)::date
          and not exists (
            select from billing.claim_withdrawal w
            where w.district_id = r.district_id and w.claim_run_id = r.claim_run_id)
        """;

    /// <param name="at">The day is the district's own at this instant.</param>
    public static async Task<bool> IsFullAsync(
        NpgsqlTransaction transaction, District district, string payer, PayerEdition edition, DateTimeOffset at, CancellationToken cancellationToken) =>
        edition.Interchange.FilesPerDay is { } limit
        && await transaction.Connection!.ExecuteScalarAsync<int>(new CommandDefinition(
            BuiltSql, new { district.DistrictId, payer, district.TimeZone, at }, transaction, cancellationToken: cancellationToken)) >= limit;
}
