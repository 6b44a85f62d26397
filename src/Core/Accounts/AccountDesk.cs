using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Accounts;

/// <summary>A password that an administrator gives, to be told once: it opens only the page that changes it.</summary>
public sealed record FirstPassword(string Text, DateTimeOffset Until);

/// <param name="Password">Null: the account signs in elsewhere, or not yet.</param>
public sealed record AddedAccount(UserAccount Account, FirstPassword? Password);

/// <summary>What an administrator does with accounts. Each act is one transaction with its line in the audit trail.</summary>
/// <remarks>
/// The district's administrators are locked by each act, so that no two of them take each other's role away at one moment.
/// A refusal is an <see cref="AccountException"/>, whose message is for the administrator.
/// </remarks>
public sealed class AccountDesk(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How long a first password opens anything.</summary>
    public static readonly TimeSpan FirstPasswordHolds = TimeSpan.FromDays(7);

    [Sql]
    private const string LockSql = UserAccounts.Columns + """

        where district_id = @districtId and (user_id = @userId or role = 'admin')
        order by user_id
        for update
        """;

    [Sql]
    private const string WriteSql = """
        update ops.user_account
        set email = @email, normalized_email = @normalizedEmail, display_name = @displayName, role = @role, provider_id = @providerId,
            password_hash = @passwordHash, first_password_until = @firstPasswordUntil, security_stamp = @securityStamp,
            concurrency_stamp = @newConcurrencyStamp, access_failed_count = @accessFailedCount, lockout_end = @lockoutEnd, disabled_at = @disabledAt
        where district_id = @districtId and user_id = @userId
        """;

    [Sql]
    private const string EndSessionsSql = """
        update ops.session set ended_at = @now where district_id = @districtId and user_id = @userId and ended_at is null
        """;

    /// <param name="withPassword">False: the account has none, and signs in elsewhere or not yet.</param>
    /// <exception cref="AccountException">The address already has an account, or a part is not as it must be.</exception>
    public async Task<AddedAccount> AddAsync(NewUser user, bool withPassword, Actor who, string? why, CancellationToken cancellationToken = default)
    {
        var password = withPassword ? NewPassword() : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var account = await UserAccounts.AddAsync(connection, user, password?.Text, clock, password?.Until, cancellationToken);
        await AuditAsync(transaction, account, "account.added", who, why, new() { ["role"] = user.Role, ["provider"] = user.ProviderId }, cancellationToken);
        await AccountSchools.SetAsync(transaction, account, user.Schools, new(who, clock.GetUtcNow(), why), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(account, password);
    }

    /// <summary>Changes name, address, role or provider. Another role or provider ends the account's sessions.</summary>
    /// <param name="seen">The account as the administrator saw it, <see cref="TokenOf"/>.</param>
    /// <returns>False where the district has no such account.</returns>
    /// <exception cref="AccountException">Somebody else changed it meanwhile, the address has another account, or a part is not as it must be.</exception>
    public async Task<bool> ChangeAsync(
        NewUser parts, Guid userId, string seen, Actor who, string why, CancellationToken cancellationToken = default)
    {
        UserAccounts.Require(parts, password: null);
        try
        {
            return await ActAsync(parts.DistrictId, userId, "account.changed", who, why, account =>
            {
                Demand(
                    account.Schools.Length == 0 || AccountSchools.Roles.Contains(parts.Role),
                    "This account is limited to some schools, and that role is not. Take the limit away first.");
                return TokenOf(account.Email, account.DisplayName, account.Role, account.ProviderId) == seen
                    ? account with
                    {
                        Email = parts.Email.Trim(),
                        NormalizedEmail = UserAccounts.Normalize(parts.Email),
                        DisplayName = parts.DisplayName.Trim(),
                        Role = parts.Role,
                        ProviderId = parts.ProviderId,
                        SecurityStamp = (account.Role, account.ProviderId) == (parts.Role, parts.ProviderId) ? account.SecurityStamp : UserAccounts.NewStamp(),
                    }
                    : throw new AccountException("Somebody else changed this account while you were at it. Look at it again, and then change it.");
            }, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new AccountException("There is already an account for this e-mail address.");
        }
    }

    /// <summary>Limits the account to some schools of the district, or to none. Other schools end its sessions.</summary>
    /// <param name="schools">Codes; empty: the whole district.</param>
    /// <returns>False where the district has no such account.</returns>
    /// <exception cref="AccountException">The role is not limited to schools, or a code is none of the district's.</exception>
    public async Task<bool> LimitAsync(
        DistrictId districtId, Guid userId, IEnumerable<string> schools, Actor who, string why, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var locked = await connection.QueryAsync<UserAccount>(new CommandDefinition(
            LockSql, new { districtId, userId }, transaction, cancellationToken: cancellationToken));
        if (locked.SingleOrDefault(account => account.UserId == userId) is not { } found)
        {
            return false;
        }

        await AccountSchools.SetAsync(transaction, found, schools, new(who, clock.GetUtcNow(), why), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Lets the account be bound anew to somebody at the identity provider, by its e-mail address.</summary>
    public async Task<bool> ForgetElsewhereAsync(DistrictId districtId, Guid userId, Actor who, string why, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var forgotten = await AccountIdentities.ForgetAsync(transaction, districtId, userId, new(who, clock.GetUtcNow(), why), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return forgotten;
    }

    /// <summary>Gives a new first password; the old one is gone, and sessions end.</summary>
    /// <returns>Null where the district has no such account.</returns>
    public async Task<FirstPassword?> NewPasswordAsync(
        DistrictId districtId, Guid userId, Actor who, string why, CancellationToken cancellationToken = default)
    {
        Demand(who != Actor.User(userId), "Change your own password under “My account”.");
        var password = NewPassword();
        var isThere = await ActAsync(districtId, userId, "account.password-given", who, why, account => account with
        {
            PasswordHash = UserAccounts.HashOf(account, password.Text),
            FirstPasswordUntil = password.Until,
            SecurityStamp = UserAccounts.NewStamp(),
            AccessFailedCount = 0,
            LockoutEnd = null,
        }, cancellationToken);
        return isThere ? password : null;
    }

    /// <summary>Ends all sessions of the account.</summary>
    public Task<bool> SignOutAsync(DistrictId districtId, Guid userId, Actor who, string why, CancellationToken cancellationToken = default) =>
        ActAsync(districtId, userId, "account.signed-out", who, why, account => account with { SecurityStamp = UserAccounts.NewStamp() }, cancellationToken);

    /// <summary>Lets somebody in again who was locked out by wrong passwords.</summary>
    public Task<bool> UnlockAsync(DistrictId districtId, Guid userId, Actor who, string why, CancellationToken cancellationToken = default) =>
        ActAsync(districtId, userId, "account.unlocked", who, why, account => account with { AccessFailedCount = 0, LockoutEnd = null }, cancellationToken);

    /// <summary>Nobody signs in with the account any more, and its sessions end. What the person did keeps the name.</summary>
    public Task<bool> SwitchOffAsync(DistrictId districtId, Guid userId, Actor who, string why, CancellationToken cancellationToken = default) =>
        ActAsync(districtId, userId, "account.switched-off", who, why, account => account with
        {
            DisabledAt = account.DisabledAt ?? clock.GetUtcNow(),
            SecurityStamp = account.DisabledAt is null ? UserAccounts.NewStamp() : account.SecurityStamp,
        }, cancellationToken);

    public Task<bool> SwitchOnAsync(DistrictId districtId, Guid userId, Actor who, string why, CancellationToken cancellationToken = default) =>
        ActAsync(districtId, userId, "account.switched-on", who, why, account => account with { DisabledAt = null, AccessFailedCount = 0, LockoutEnd = null }, cancellationToken);

    /// <summary>What an administrator can change of an account, so that a form knows whether it is still the same.</summary>
    public static string TokenOf(string email, string displayName, string role, long? providerId) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object?[] { email, displayName, role, providerId })).AsSpan(0, 16));

    private FirstPassword NewPassword() => new(RandomPassword.Create(), clock.GetUtcNow() + FirstPasswordHolds);

    private async Task<bool> ActAsync(
        DistrictId districtId, Guid userId, string action, Actor who, string why, Func<UserAccount, UserAccount> act, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var locked = (await connection.QueryAsync<UserAccount>(new CommandDefinition(
            LockSql, new { districtId, userId }, transaction, cancellationToken: cancellationToken))).AsList();
        if (locked.Find(account => account.UserId == userId) is not { } before)
        {
            return false;
        }

        var after = act(before);
        if (after == before)
        {
            return true;
        }

        DemandAdministrator(before, after, locked, who);
        await WriteAsync(transaction, before, after, cancellationToken);
        await AuditAsync(transaction, after, action, who, why, ChangesOf(before, after), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static void DemandAdministrator(UserAccount before, UserAccount after, List<UserAccount> locked, Actor who)
    {
        if (!IsAdministrator(before) || IsAdministrator(after))
        {
            return;
        }

        Demand(who != Actor.User(before.UserId), "You cannot take your own work as an administrator away. Ask another administrator.");
        Demand(
            locked.Exists(account => account.UserId != before.UserId && IsAdministrator(account)),
            "This is the district's last administrator. Make somebody else one first.");
    }

    private static bool IsAdministrator(UserAccount account) => account is { Role: UserRole.Admin, DisabledAt: null };

    private async Task WriteAsync(NpgsqlTransaction transaction, UserAccount before, UserAccount after, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(new CommandDefinition(
            WriteSql,
            new
            {
                after.DistrictId,
                after.UserId,
                after.Email,
                after.NormalizedEmail,
                after.DisplayName,
                after.Role,
                after.ProviderId,
                after.PasswordHash,
                after.FirstPasswordUntil,
                after.SecurityStamp,
                newConcurrencyStamp = UserAccounts.NewStamp(),
                after.AccessFailedCount,
                after.LockoutEnd,
                after.DisabledAt,
            },
            transaction,
            cancellationToken: cancellationToken));
        if (after.SecurityStamp != before.SecurityStamp)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                EndSessionsSql, new { after.DistrictId, after.UserId, now = clock.GetUtcNow() }, transaction, cancellationToken: cancellationToken));
        }
    }

    /// <summary>What became another, before and after. Of a password nothing is said but that it was given.</summary>
    private static JsonObject ChangesOf(UserAccount before, UserAccount after)
    {
        var changes = new JsonObject();
        Add("name", before.DisplayName, after.DisplayName);
        Add("email", before.Email, after.Email);
        Add("role", before.Role, after.Role);
        Add("provider", before.ProviderId, after.ProviderId);
        return changes.Count == 0 ? [] : new() { ["changes"] = changes };

        void Add<T>(string field, T was, T now)
        {
            if (!EqualityComparer<T>.Default.Equals(was, now))
            {
                changes[field] = new JsonObject { ["before"] = JsonValue.Create(was), ["after"] = JsonValue.Create(now) };
            }
        }
    }

    private Task AuditAsync(
        NpgsqlTransaction transaction, UserAccount account, string action, Actor who, string? why, JsonObject detail, CancellationToken cancellationToken) =>
        AuditTrail.AppendAsync(
            transaction, new(account.DistrictId, action, "account", account.UserId.ToString("D"), detail), new(who, clock.GetUtcNow(), why), cancellationToken);

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AccountException(otherwise);
        }
    }
}
