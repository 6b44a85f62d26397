using System.Globalization;
using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Makes sure, before an act that binds a person, that the one at the keyboard is the one who signed in.</summary>
/// <remarks>A wrong password or code counts toward the lockout like one at sign-in.</remarks>
public sealed class PasswordAgain(UserManager<UserAccount> users, SignInManager<UserAccount> signIn)
{
    /// <summary>What a person is told who failed.</summary>
    public static string Refusal { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        The password is not right, or the account is locked. After {AccountServices.WrongPasswordsBeforeLockout} wrong tries an account is
        locked for {AccountServices.LockoutMinutes} minutes.
        """);

    /// <param name="secret">The password; where the account has a second factor, a one-time code does too.</param>
    public async Task<bool> IsRightAsync(SignedInUser user, string secret) =>
        await FindAsync(user) is { } account
        && (account.TwoFactorEnabled && IsCode(secret) ? await IsRightCodeAsync(account, secret) : await IsPasswordAsync(account, secret));

    /// <summary>The password and nothing in its stead: who holds the device for a minute must not get to choose a new one.</summary>
    public async Task<bool> IsPasswordAsync(SignedInUser user, string password) =>
        await FindAsync(user) is { } account && await IsPasswordAsync(account, password);

    /// <summary>No password is as short.</summary>
    public static bool IsCode(string secret) => secret.Length == OneTimeCode.Digits && secret.All(char.IsAsciiDigit);

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
