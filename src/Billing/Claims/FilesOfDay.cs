using Dapper;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>How many files a payer takes of a district in a day, set against those that were built for it.</summary>
internal static class FilesOfDay
{
    [Sql]
    private const string BuiltSql = """
        select count(*)::int
        from billing.claim_run
        where district_id = @districtId and payer = @payer
          and (built_at at time zone @timeZone)::date = (@at at time zone @timeZone)::date
        """;

    /// <param name="at">The day is the district's own at this instant.</param>
    public static async Task<bool> IsFullAsync(
        NpgsqlTransaction transaction, District district, string payer, PayerEdition edition, DateTimeOffset at, CancellationToken cancellationToken) =>
        edition.Interchange.FilesPerDay is { } limit
        && await transaction.Connection!.ExecuteScalarAsync<int>(new CommandDefinition(
            BuiltSql, new { district.DistrictId, payer, district.TimeZone, at }, transaction, cancellationToken: cancellationToken)) >= limit;
}
