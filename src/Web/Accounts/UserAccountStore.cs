using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MedicaidLogs.Web.Accounts;

/// <summary>ASP.NET Core Identity over <see cref="UserAccounts"/>. The user name is the e-mail address.</summary>
/// <remarks>Accounts are added and switched off by <see cref="AccountDesk"/>, not by Identity.</remarks>
public sealed class UserAccountStore(NpgsqlDataSource database)
    : IUserPasswordStore<UserAccount>, IUserLockoutStore<UserAccount>, IUserSecurityStampStore<UserAccount>, IUserTwoFactorStore<UserAccount>,
      IUserTwoFactorRecoveryCodeStore<UserAccount>
{
    private static readonly PasswordHasher<UserAccount> _hasher = new();

    public async Task<UserAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(userId, out var id))
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await UserAccounts.FindByIdAsync(connection, id, cancellationToken);
    }

    public async Task<UserAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await UserAccounts.FindByEmailAsync(connection, normalizedUserName, cancellationToken);
    }

    public async Task<IdentityResult> UpdateAsync(UserAccount user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await UserAccounts.UpdateAsync(connection, user, cancellationToken)
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
    }

    public Task<IdentityResult> CreateAsync(UserAccount user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("AccountDesk.AddAsync adds accounts.");

    public Task<IdentityResult> DeleteAsync(UserAccount user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, never deleted: changes name them.");

    public Task<string> GetUserIdAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.UserId.ToString("D"));

    public Task<string?> GetUserNameAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<string?> GetNormalizedUserNameAsync(UserAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    /// <summary>Names do not change here; Identity calls this on every update with the name that the account has.</summary>
    public Task SetNormalizedUserNameAsync(UserAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetUserNameAsync(UserAccount user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The user name is the e-mail address.");

    public Task<string?> GetPasswordHashAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(UserAccount user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(UserAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(UserAccount user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<int> GetAccessFailedCountAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<int> IncrementAccessFailedCountAsync(UserAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(UserAccount user, CancellationToken cancellationToken)
    {
        user.AccessFailedCount = 0;
        return Task.CompletedTask;
    }

    public Task<bool> GetLockoutEnabledAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnabled);

    public Task SetLockoutEnabledAsync(UserAccount user, bool enabled, CancellationToken cancellationToken)
    {
        user.LockoutEnabled = enabled;
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(UserAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockoutEnd = lockoutEnd;
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorEnabled);

    public Task SetTwoFactorEnabledAsync(UserAccount user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactorEnabled = enabled;
        return Task.CompletedTask;
    }

    public Task ReplaceCodesAsync(UserAccount user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = [.. recoveryCodes.Select(code => _hasher.HashPassword(user, code))];
        return Task.CompletedTask;
    }

    /// <summary>Takes a code away. Two who redeem at once collide when the account is written.</summary>
    public Task<bool> RedeemCodeAsync(UserAccount user, string code, CancellationToken cancellationToken)
    {
        var used = Array.Find(user.RecoveryCodes, hash => _hasher.VerifyHashedPassword(user, hash, code) != PasswordVerificationResult.Failed);
        user.RecoveryCodes = [.. user.RecoveryCodes.Where(hash => hash != used)];
        return Task.FromResult(used is not null);
    }

    public Task<int> CountCodesAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.RecoveryCodes.Length);

    public void Dispose()
    {
        // The data source is the program's.
    }
}
