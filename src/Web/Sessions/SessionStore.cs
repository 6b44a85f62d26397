using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Sessions;

/// <summary>A session as its owner sees it.</summary>
/// <param name="Browser">Shortened: "Firefox on Windows".</param>
/// <param name="Address">Cut: <c>203.0.113.0/24</c>.</param>
public sealed record ListedSession(Guid SessionId, DateTime CreatedAt, DateTime LastSeenAt, string Browser, string Address);

/// <summary>What of a session decides whether it still holds.</summary>
public sealed record SessionFacts(DateTime CreatedAt, DateTime LastSeenAt, bool IsOver, string SecurityStamp, bool HasFirstPassword, DateTime? ConfirmedAt);

/// <summary>The sessions of <c>ops.session</c>. A cookie names one; without its row it opens nothing.</summary>
public sealed class SessionStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>As many as a page lists.</summary>
    public const int Most = 50;

    [Sql]
    private const string CreateSql = """
        insert into ops.session (district_id, session_id, user_id, created_at, last_seen_at, browser, address)
        values (@districtId, @sessionId, @userId, @now, @now, @browser, @address)
        """;

    [Sql]
    private const string FactsSql = """
        select s.created_at, s.last_seen_at, s.ended_at is not null or u.disabled_at is not null as is_over, u.security_stamp,
               u.first_password_until is not null as has_first_password, s.confirmed_at
        from ops.session s
        join ops.user_account u on u.district_id = s.district_id and u.user_id = s.user_id
        where s.district_id = @districtId and s.session_id = @sessionId and s.user_id = @userId
        """;

    [Sql]
    private const string SeenSql = """
        update ops.session set last_seen_at = @now
        where district_id = @districtId and session_id = @sessionId and last_seen_at < @now
        """;

    [Sql]
    private const string ConfirmSql = """
        update ops.session set confirmed_at = greatest(@now, created_at) where district_id = @districtId and session_id = @sessionId
        """;

    [Sql]
    private const string EndSql = """
        update ops.session set ended_at = @now where district_id = @districtId and session_id = @sessionId and ended_at is null
        """;

    [Sql]
    private const string EndAllSql = """
        update ops.session set ended_at = @now where district_id = @districtId and user_id = @userId and ended_at is null
        """;

    [Sql]
    private const string OpenSql = """
        select session_id, created_at, last_seen_at, browser, address
        from ops.session
        where district_id = @districtId and user_id = @userId and ended_at is null
          and last_seen_at > @seenSince and created_at > @createdSince
        order by last_seen_at desc
        limit @limit
        """;

    public async Task<Guid> CreateAsync(DistrictId districtId, Guid userId, string browser, string address)
    {
        var sessionId = Guid.NewGuid();
        await ExecuteAsync(CreateSql, new { districtId, sessionId, userId, now = clock.GetUtcNow(), browser, address });
        return sessionId;
    }

    /// <summary>Null where there is no such session of that person.</summary>
    public async Task<SessionFacts?> FindAsync(DistrictId districtId, Guid userId, Guid sessionId)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<SessionFacts?>(FactsSql, new { districtId, userId, sessionId });
    }

    public Task SeenAsync(DistrictId districtId, Guid sessionId) => ExecuteAsync(SeenSql, new { districtId, sessionId, now = clock.GetUtcNow() });

    /// <summary>The person has just shown, at the identity provider, to be the one who signed in.</summary>
    public Task ConfirmAsync(DistrictId districtId, Guid sessionId) => ExecuteAsync(ConfirmSql, new { districtId, sessionId, now = clock.GetUtcNow() });

    public Task EndAsync(DistrictId districtId, Guid sessionId) => ExecuteAsync(EndSql, new { districtId, sessionId, now = clock.GetUtcNow() });

    /// <summary>Signs a person out everywhere.</summary>
    public Task EndAllAsync(DistrictId districtId, Guid userId) => ExecuteAsync(EndAllSql, new { districtId, userId, now = clock.GetUtcNow() });

    /// <summary>Those that still hold, the one seen last first.</summary>
    public async Task<IReadOnlyList<ListedSession>> OpenOfAsync(
        DistrictId districtId, Guid userId, SessionLimits limits, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<ListedSession>(new CommandDefinition(
            OpenSql,
            new { districtId, userId, seenSince = now - limits.Idle, createdSince = now - limits.Whole, limit = Most },
            cancellationToken: cancellationToken))];
    }

    private async Task ExecuteAsync(string sql, object values)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, values);
    }
}
