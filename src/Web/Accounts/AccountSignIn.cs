using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Identity's sign-in, and the one for somebody whom an identity provider knows.</summary>
public sealed class AccountSignIn(
    UserManager<UserAccount> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<UserAccount> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<UserAccount>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<UserAccount> confirmation)
    : SignInManager<UserAccount>(users, http, principals, options, log, schemes, confirmation)
{
    /// <summary>Who has a second factor here is asked for it as after a password.</summary>
    /// <param name="account">The provider has said that it is this person.</param>
    public Task<SignInResult> SignInAsKnownElsewhereAsync(UserAccount account, string scheme) =>
        SignInOrTwoFactorAsync(account, isPersistent: false, loginProvider: scheme);
}
