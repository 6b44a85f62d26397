using System.Globalization;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.OpenId;
using MedicaidLogs.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Makes sure, before an act that binds a person, that the one at the keyboard is the one who signed in.</summary>
/// <remarks>
/// A wrong password or code counts toward the lockout like one at sign-in. Who has no password here shows it at the identity provider, on
/// the way <see cref="OpenIdServices.StartPath"/>, and that holds for a few minutes of the session.
/// </remarks>
public sealed class PasswordAgain(
    UserManager<UserAccount> users, AccountSignIn signIn, SignInWays ways, CurrentSession session, TimeProvider clock)
{
    /// <summary>What the provider confirmed holds so long.</summary>
    public const int ConfirmedMinutes = 5;

    /// <summary>What a person is told whose password is not right.</summary>
    public static string Refusal { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        The password is not right, or the account is locked. After {AccountServices.WrongPasswordsBeforeLockout} wrong tries an account is
        locked for {AccountServices.LockoutMinutes} minutes.
        """);

    /// <summary>The identity provider has just confirmed who is at the keyboard.</summary>
    public bool IsConfirmed => session.ConfirmedAt is { } at && at > clock.GetUtcNow().AddMinutes(-ConfirmedMinutes);

    /// <summary>The provider to ask, where the person has no password that opens anything here; null where a password is asked for.</summary>
    public async Task<OpenIdSettings?> ProviderOfAsync(SignedInUser user) =>
        await FindAsync(user) is { } account ? ProviderOf(account) : null;

    /// <param name="secret">The password; where the account has a second factor, a one-time code does too.</param>
    public async Task<bool> IsRightAsync(SignedInUser user, string secret) =>
        await FindAsync(user) is { } account
        && (account.TwoFactorEnabled && IsCode(secret) ? await IsRightCodeAsync(account, secret)
            : ProviderOf(account) is null ? await IsPasswordAsync(account, secret)
            : IsConfirmed);

    /// <summary>What a person is told for whom <see cref="IsRightAsync"/> does not hold.</summary>
    public async Task<string> RefusalOfAsync(SignedInUser user) => await ProviderOfAsync(user) is { } provider
        ? string.Create(CultureInfo.InvariantCulture, $"First confirm at {provider.Name} that it is you. That holds for {ConfirmedMinutes} minutes.")
        : Refusal;

    /// <summary>The password and nothing in its stead: who holds the device for a minute must not get to choose a new one.</summary>
    public async Task<bool> IsPasswordAsync(SignedInUser user, string password) =>
        await FindAsync(user) is { } account && await IsPasswordAsync(account, password);

    /// <summary>No password is as short.</summary>
    public static bool IsCode(string secret) => secret.Length == OneTimeCode.Digits && secret.All(char.IsAsciiDigit);

    private OpenIdSettings? ProviderOf(UserAccount account) => account.PasswordHash is null || !ways.Passwords ? ways.Provider : null;

    private Task<UserAccount?> FindAsync(SignedInUser user) => users.FindByIdAsync(user.UserId.ToString("D"));

    private async Task<bool> IsPasswordAsync(UserAccount account, string password) =>
        (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;

    private async Task<bool> IsRightCodeAsync(UserAccount account, string code)
    {
        if (await users.IsLockedOutAsync(account))
        {
            return false;
        }

        var isRight = await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code);
        _ = isRight ? await users.ResetAccessFailedCountAsync(account) : await users.AccessFailedAsync(account);
        return isRight;
    }
}
