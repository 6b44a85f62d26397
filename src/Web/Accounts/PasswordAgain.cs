using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Makes sure, before an act that binds a person, that the one at the keyboard is the one who signed in.</summary>
/// <remarks>A wrong password or code counts toward the lockout like one at sign-in.</remarks>
public sealed class PasswordAgain(UserManager<UserAccount> users, SignInManager<UserAccount> signIn)
{
    /// <param name="secret">The password; where the account has a second factor, a one-time code does too.</param>
    public async Task<bool> IsRightAsync(SignedInUser user, string secret)
    {
        if (await users.FindByIdAsync(user.UserId.ToString("D")) is not { } account)
        {
            return false;
        }

        return account.TwoFactorEnabled && IsCode(secret)
            ? await IsRightCodeAsync(account, secret)
            : (await signIn.CheckPasswordSignInAsync(account, secret, lockoutOnFailure: true)).Succeeded;
    }

    /// <summary>No password is as short.</summary>
    public static bool IsCode(string secret) => secret.Length == OneTimeCode.Digits && secret.All(char.IsAsciiDigit);

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
