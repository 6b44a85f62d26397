using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>A provider whom an account may be linked to.</summary>
public sealed record ProviderChoice(string ProviderNumber, string Name)
{
    /// <summary>As many as a form offers; any other is typed by number.</summary>
    private const int Most = 500;

    [Sql]
    private const string IdSql = """
        select provider_id from intake.provider where district_id = @districtId and provider_number = @number
        """;

    /// <summary>Those without an account first.</summary>
    [Sql]
    private const string ListSql = """
        select p.provider_number, p.last_name || ', ' || p.first_name as name
        from intake.provider p
        where p.district_id = @districtId and (p.employed_to is null or p.employed_to >= @today)
        order by exists (
                select from ops.user_account a
                where a.district_id = @districtId and a.provider_id = p.provider_id and a.disabled_at is null),
            p.last_name, p.first_name, p.provider_id
        limit @limit
        """;

    public static Task<long?> IdOfAsync(
        NpgsqlConnection connection, DistrictId districtId, string number, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(IdSql, new { districtId, number }, cancellationToken: cancellationToken));

    public static async Task<IReadOnlyList<ProviderChoice>> AllAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly today, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ProviderChoice>(new CommandDefinition(
            ListSql, new { districtId, today, limit = Most }, cancellationToken: cancellationToken))];
}
