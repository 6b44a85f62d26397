using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>An account as the administrator sees it in the list and at the head of its page.</summary>
/// <param name="ProviderName">Of a provider's account: whose caseload it sees.</param>
/// <param name="EmployedTo">Of a provider's account: the last day in the district; null: no end.</param>
/// <param name="LastSignedInAt">Null: never.</param>
/// <param name="KnownElsewhere">Somebody at an identity provider has signed in with it, and nobody else there can.</param>
public sealed record ListedAccount(
    Guid UserId, string Email, string DisplayName, string Role, long? ProviderId, string? ProviderNumber, string? ProviderName, DateOnly? EmployedTo,
    DateTime CreatedAt, DateTime? DisabledAt, DateTime? LockoutEnd, bool TwoFactorEnabled, DateTime? FirstPasswordUntil, DateTime? LastSignedInAt,
    bool KnownElsewhere)
{
    public const int PageSize = 100;

    private const string Columns = """
        select a.user_id, a.email, a.display_name, a.role, a.provider_id, p.provider_number,
               p.first_name || ' ' || p.last_name as provider_name, p.employed_to, a.created_at, a.disabled_at, a.lockout_end,
               a.two_factor_enabled, a.first_password_until, s.last_signed_in_at,
               exists (select from ops.account_identity i where i.district_id = a.district_id and i.user_id = a.user_id) as known_elsewhere
        from ops.user_account a
        left join intake.provider p on p.district_id = a.district_id and p.provider_id = a.provider_id
        left join lateral (
            select max(x.created_at) as last_signed_in_at from ops.session x
            where x.district_id = a.district_id and x.user_id = a.user_id) s on true
        where a.district_id = @districtId
        """;

    [Sql]
    private const string PageSql = Columns + """

          and (@role::text is null or a.role = @role)
          and case @show
                when 'off' then a.disabled_at is not null
                when 'locked' then a.disabled_at is null and a.lockout_end > @now
                when 'left' then a.disabled_at is null and p.employed_to < @today
                when 'first' then a.disabled_at is null and a.first_password_until is not null
                else true
              end
          and (@text::text is null or strpos(lower(a.display_name), lower(@text)) > 0 or strpos(lower(a.email), lower(@text)) > 0)
          and (@after::uuid is null or (lower(a.display_name) collate "C", a.user_id) > (
              select lower(b.display_name) collate "C", b.user_id
              from ops.user_account b
              where b.district_id = @districtId and b.user_id = @after))
        order by lower(a.display_name) collate "C", a.user_id
        limit @limit
        """;

    [Sql]
    private const string OneSql = Columns + """

          and a.user_id = @userId
        """;

    public AccountState StateAt(DateTimeOffset now, DateOnly today) => this switch
    {
        { DisabledAt: not null } => AccountState.Off,
        { LockoutEnd: { } end } when end > now.UtcDateTime => AccountState.Locked,
        { EmployedTo: { } last } when last < today => AccountState.Left,
        { FirstPasswordUntil: { } until } => until > now.UtcDateTime ? AccountState.FirstPassword : AccountState.FirstPasswordRanOut,
        _ => AccountState.On,
    };

    /// <summary>By name. One more than a page where there are more.</summary>
    public static async Task<IReadOnlyList<ListedAccount>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, AccountFilter filter, string? text, DateTimeOffset now, DateOnly today,
        CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ListedAccount>(new CommandDefinition(
            PageSql,
            new { districtId, filter.Role, filter.Show, filter.After, text, now, today, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];

    /// <summary>The district's account of that id, switched off or not; null where it has none.</summary>
    public static Task<ListedAccount?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, Guid userId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<ListedAccount?>(new CommandDefinition(
            OneSql, new { districtId, userId }, cancellationToken: cancellationToken));
}

/// <summary>What an administrator looks at first of an account; the first that holds.</summary>
public enum AccountState
{
    Off,

    /// <summary>After wrong passwords, for a quarter of an hour.</summary>
    Locked,

    /// <summary>A provider who has left the district, with an account that still opens.</summary>
    Left,

    /// <summary>Nobody has changed the first password yet.</summary>
    FirstPassword,

    FirstPasswordRanOut,

    On,
}
