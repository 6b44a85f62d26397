using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Providers;

/// <summary>A provider of the district, to be chosen.</summary>
public sealed record ProviderChoice(long ProviderId, string ProviderNumber, string Name)
{
    /// <summary>More nobody looks through.</summary>
    private const int Most = 1000;

    [Sql]
    private const string AllSql = """
        select provider_id, provider_number, last_name || ', ' || first_name as name
        from intake.provider
        where district_id = @districtId and (employed_to is null or employed_to >= @since)
        order by lower(last_name) collate "C", lower(first_name) collate "C", provider_id
        limit @limit
        """;

    /// <summary>By name, those who were employed on a day or came later.</summary>
    public static async Task<IReadOnlyList<ProviderChoice>> SinceAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly since, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ProviderChoice>(new CommandDefinition(
            AllSql, new { districtId, since, limit = Most }, cancellationToken: cancellationToken))];
}
