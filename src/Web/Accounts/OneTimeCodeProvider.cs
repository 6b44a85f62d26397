using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Checks a device's one-time codes for ASP.NET Core Identity. No code counts twice, and none older than one that was used.</summary>
/// <remarks>Identity's own provider remembers nothing: with it a code that was looked at over a shoulder is good for another minute.</remarks>
public sealed class OneTimeCodeProvider(NpgsqlDataSource database, TimeProvider clock, IDataProtectionProvider protection)
    : IUserTwoFactorTokenProvider<UserAccount>
{
    private readonly IDataProtector _protector = protection.CreateProtector("one-time-code");

    /// <summary>A key as it is stored, and as a form carries it until it is confirmed.</summary>
    public byte[] Seal(byte[] key) => _protector.Protect(key);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was not sealed here.</exception>
    public byte[] Unseal(byte[] key) => _protector.Unprotect(key);

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<UserAccount> manager, UserAccount user) => Task.FromResult(user.AuthenticatorKey is not null);

    public Task<string> GenerateAsync(string purpose, UserManager<UserAccount> manager, UserAccount user) =>
        throw new NotSupportedException("The person's device makes the codes.");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<UserAccount> manager, UserAccount user)
    {
        if (user.AuthenticatorKey is not { } key || OneTimeCode.Find(Unseal(key), token, clock.GetUtcNow()) is not { } step)
        {
            return false;
        }

        await using var connection = await database.OpenConnectionAsync();
        return await UserAccounts.UseStepAsync(connection, user, step);
    }
}
