using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>The second step of signing in: a code of the device, or a recovery code. Wrong ones count toward the lockout.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
public sealed class CodeModel(UserManager<UserAccount> users, SignInManager<UserAccount> signIn, TwoFactor twoFactor) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public bool IsRefused { get; private set; }

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Redirect(AccountServices.SignInPath) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
        {
            return Redirect(AccountServices.SignInPath);
        }

        var code = (Code ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var isIn = PasswordAgain.IsCode(code)
            ? (await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)).Succeeded
            : await RecoverAsync(account, code);
        if (isIn)
        {
            return LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/");
        }

        (Code, IsRefused) = (null, true);
        ModelState.Clear();
        return Page();
    }

    /// <remarks>Identity counts no wrong recovery codes and asks for no lockout: here both hold.</remarks>
    private async Task<bool> RecoverAsync(UserAccount account, string code)
    {
        if (await users.IsLockedOutAsync(account))
        {
            return false;
        }

        if (!(await signIn.TwoFactorRecoveryCodeSignInAsync(code)).Succeeded)
        {
            await users.AccessFailedAsync(account);
            return false;
        }

        await twoFactor.RecoveryCodeUsedAsync(account);
        return true;
    }
}
