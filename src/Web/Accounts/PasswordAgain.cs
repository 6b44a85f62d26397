using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Makes sure, before an act that binds a person, that the one at the keyboard is the one who signed in.</summary>
/// <remarks>A wrong password counts toward the lockout like one at sign-in.</remarks>
public sealed class PasswordAgain(UserManager<UserAccount> users, SignInManager<UserAccount> signIn)
{
    public async Task<bool> IsRightAsync(SignedInUser user, string password) =>
        await users.FindByIdAsync(user.UserId.ToString("D")) is { } account
        && (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;
}
