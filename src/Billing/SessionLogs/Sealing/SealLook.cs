using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>The district's certificate as a worker found it, for pages, which have none.</summary>
/// <param name="ExpiresAt">Null: there is none, or it is not fit to seal with.</param>
public sealed record SealLook(DateTime LookedAt, DateTime? ExpiresAt)
{
    [Sql]
    private const string KeepSql = """
        insert into ops.seal_look (district_id, looked_at, expires_at) values (@districtId, @now, @expiresAt)
        on conflict (district_id) do update set looked_at = excluded.looked_at, expires_at = excluded.expires_at
        """;

    [Sql]
    private const string FindSql = "select looked_at, expires_at from ops.seal_look where district_id = @districtId";

    public static Task KeepAsync(
        NpgsqlConnection connection, DistrictId districtId, DateTimeOffset? expiresAt, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(KeepSql, new { districtId, expiresAt, now }, cancellationToken: cancellationToken));

    /// <returns>Null: no worker has looked yet.</returns>
    public static Task<SealLook?> FindAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<SealLook?>(new CommandDefinition(FindSql, new { districtId }, cancellationToken: cancellationToken));
}
