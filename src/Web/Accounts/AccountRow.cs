using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Accounts;

/// <summary>An account as the administrator sees it.</summary>
public sealed record AccountRow
{
    /// <summary>As many as the page lists.</summary>
    public const int Most = 500;

    [Sql]
    private const string OfDistrictSql = """
        select user_id, email, display_name, role, created_at, disabled_at, lockout_end, two_factor_enabled
        from ops.user_account
        where district_id = @districtId
        order by role, display_name, email
        limit @limit
        """;

    public Guid UserId { get; init; }

    public required string Email { get; init; }

    public required string DisplayName { get; init; }

    public required string Role { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public DateTimeOffset? LockoutEnd { get; init; }

    public bool TwoFactorEnabled { get; init; }

    public static async Task<IReadOnlyList<AccountRow>> OfDistrictAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<AccountRow>(new CommandDefinition(
            OfDistrictSql, new { districtId, limit = Most }, cancellationToken: cancellationToken))];
}
