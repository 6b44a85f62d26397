using Dapper;
using MedicaidLogs.Core.Database;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MedicaidLogs.Core.Accounts;

/// <summary>The web's accounts in <c>ops.user_account</c>. A disabled account is not found, so it can neither sign in nor stay signed in.</summary>
public static class UserAccounts
{
    [Sql]
    private const string InsertSql = """
        insert into ops.user_account (
            district_id, user_id, email, normalized_email, display_name, role, provider_id,
            password_hash, first_password_until, security_stamp, concurrency_stamp, created_at)
        values (
            @districtId, @userId, @email, @normalizedEmail, @displayName, @role, @providerId,
            @passwordHash, @firstPasswordUntil, @securityStamp, @concurrencyStamp, @createdAt)
        on conflict (normalized_email) do nothing
        """;

    internal const string Columns = """
        select district_id, user_id, email, normalized_email, display_name, role, provider_id, password_hash, first_password_until,
               security_stamp, concurrency_stamp, access_failed_count, lockout_enabled, lockout_end,
               two_factor_enabled, authenticator_key, recovery_codes, disabled_at,
               array(select s.school_code from ops.account_school s
                     where s.district_id = a.district_id and s.user_id = a.user_id order by s.school_code) as schools
        from ops.user_account a
        """;

    [Sql]
    private const string ByEmailSql = Columns + """

        where normalized_email = @normalizedEmail and disabled_at is null
        """;

    [Sql]
    private const string ByIdSql = Columns + """

        where user_id = @userId and disabled_at is null
        """;

    [Sql]
    private const string UpdateSql = """
        update ops.user_account
        set password_hash = @passwordHash, first_password_until = @firstPasswordUntil, security_stamp = @securityStamp,
            concurrency_stamp = @newConcurrencyStamp, access_failed_count = @accessFailedCount, lockout_enabled = @lockoutEnabled,
            lockout_end = @lockoutEnd, two_factor_enabled = @twoFactorEnabled, authenticator_key = @authenticatorKey,
            recovery_codes = @_recoveryCodes
        where district_id = @districtId and user_id = @userId and concurrency_stamp = @concurrencyStamp
        """;

    [Sql]
    private const string UseStepSql = """
        update ops.user_account set authenticator_step = @step
        where district_id = @districtId and user_id = @userId and (authenticator_step is null or authenticator_step < @step)
        """;

    private static readonly PasswordHasher<UserAccount> _hasher = new();

    public static string Normalize(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <summary>Adds an account. The caller's transaction, if it has one, keeps or drops it.</summary>
    /// <param name="password">Null: the person cannot sign in until one is set.</param>
    /// <param name="firstPasswordUntil">Until when the password opens the page that changes it; null: it is the person's own.</param>
    /// <exception cref="AccountException">The address already has an account, or a part is not as the table wants it.</exception>
    public static async Task<UserAccount> AddAsync(
        NpgsqlConnection connection, NewUser user, string? password, TimeProvider clock, DateTimeOffset? firstPasswordUntil = null,
        CancellationToken cancellationToken = default)
    {
        Require(user, password);
        var account = new UserAccount
        {
            DistrictId = user.DistrictId,
            UserId = Guid.NewGuid(),
            Email = user.Email.Trim(),
            NormalizedEmail = Normalize(user.Email),
            DisplayName = user.DisplayName.Trim(),
            Role = user.Role,
            ProviderId = user.ProviderId,
            SecurityStamp = NewStamp(),
            ConcurrencyStamp = NewStamp(),
            FirstPasswordUntil = firstPasswordUntil,
        };
        account.PasswordHash = password is null ? null : HashOf(account, password);
        var added = await connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                account.DistrictId,
                account.UserId,
                account.Email,
                account.NormalizedEmail,
                account.DisplayName,
                account.Role,
                account.ProviderId,
                account.PasswordHash,
                account.FirstPasswordUntil,
                account.SecurityStamp,
                account.ConcurrencyStamp,
                createdAt = clock.GetUtcNow(),
            },
            cancellationToken: cancellationToken));
        return added == 1 ? account : throw new AccountException("There is already an account for this e-mail address.");
    }

    /// <param name="normalizedEmail">As <see cref="Normalize"/> gives it.</param>
    public static Task<UserAccount?> FindByEmailAsync(
        NpgsqlConnection connection, string normalizedEmail, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<UserAccount>(new CommandDefinition(
            ByEmailSql, new { normalizedEmail }, cancellationToken: cancellationToken));

    public static Task<UserAccount?> FindByIdAsync(
        NpgsqlConnection connection, Guid userId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<UserAccount>(new CommandDefinition(
            ByIdSql, new { userId }, cancellationToken: cancellationToken));

    /// <summary>Writes what signing in changes; false where someone else wrote since the account was read.</summary>
    public static async Task<bool> UpdateAsync(
        NpgsqlConnection connection, UserAccount account, CancellationToken cancellationToken = default)
    {
        var newConcurrencyStamp = NewStamp();
        var updated = await connection.ExecuteAsync(new CommandDefinition(
            UpdateSql,
            new
            {
                account.DistrictId,
                account.UserId,
                account.PasswordHash,
                account.FirstPasswordUntil,
                account.SecurityStamp,
                account.ConcurrencyStamp,
                newConcurrencyStamp,
                account.AccessFailedCount,
                account.LockoutEnabled,
                account.LockoutEnd,
                account.TwoFactorEnabled,
                account.AuthenticatorKey,
                _recoveryCodes = account.RecoveryCodes,
            },
            cancellationToken: cancellationToken));
        account.ConcurrencyStamp = newConcurrencyStamp;
        return updated == 1;
    }

    /// <summary>Notes that a one-time code was used.</summary>
    /// <param name="step">The code's, as <see cref="OneTimeCode"/> counts them.</param>
    /// <returns>False where that code, or a later one, was used before.</returns>
    public static async Task<bool> UseStepAsync(
        NpgsqlConnection connection, UserAccount account, long step, CancellationToken cancellationToken = default) =>
        await connection.ExecuteAsync(new CommandDefinition(
            UseStepSql, new { account.DistrictId, account.UserId, step }, cancellationToken: cancellationToken)) == 1;

    /// <summary>Sets the person's own password; false where someone else wrote since the account was read.</summary>
    public static Task<bool> SetPasswordAsync(
        NpgsqlConnection connection, UserAccount account, string password, CancellationToken cancellationToken = default)
    {
        RequireStrength(password, account.Email, account.DisplayName);
        account.PasswordHash = HashOf(account, password);
        account.FirstPasswordUntil = null;
        account.SecurityStamp = NewStamp();
        return UpdateAsync(connection, account, cancellationToken);
    }

    internal static string HashOf(UserAccount account, string password) => _hasher.HashPassword(account, password);

    internal static string NewStamp() => Guid.NewGuid().ToString("N");

    internal static void Require(NewUser user, string? password)
    {
        Require(user.Email.Trim() is { Length: >= 3 and <= 254 } email && email.IndexOf('@') is > 0, "The e-mail address is not one.");
        Require(user.DisplayName.Trim().Length is >= 1 and <= 100, "The name takes 1 to 100 characters.");
        Require(UserRole.All.Contains(user.Role), $"A role is one of: {string.Join(", ", UserRole.All)}.");
        Require(
            user.Role == UserRole.Provider == user.ProviderId is not null,
            "A provider's account names its provider, and no other account does.");
        if (password is not null)
        {
            RequireStrength(password, user.Email, user.DisplayName);
        }
    }

    private static void RequireStrength(string password, string email, string displayName)
    {
        if (PasswordRules.RefusalOf(password, email, displayName) is { } refusal)
        {
            throw new AccountException(refusal);
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AccountException(otherwise);
        }
    }
}

/// <summary>An account cannot be made; the message is for the person who asked.</summary>
public sealed class AccountException(string message) : Exception(message);
