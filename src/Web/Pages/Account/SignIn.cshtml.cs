using System.Globalization;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.OpenId;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>Sign in with e-mail address and password.</summary>
/// <remarks>One answer for a wrong address, a wrong password, a locked account, a first password that has run out: the page tells nobody which accounts exist.</remarks>
[EnableRateLimiting(SignInRateLimit.Policy)]
public sealed class SignInModel(UserManager<UserAccount> users, SignInManager<UserAccount> signIn, SignInWays ways) : PageModel
{
    private static readonly string _refusal = string.Create(CultureInfo.InvariantCulture, $"""
        The e-mail address and the password do not go together, or the account is locked, or a first password has run out. After
        {AccountServices.WrongPasswordsBeforeLockout} wrong tries an account is locked for {AccountServices.LockoutMinutes} minutes.
        """);

    /// <summary>Checked where there is no account, so that the answer takes as long.</summary>
    private static readonly string _hashOfNobody = new PasswordHasher<UserAccount>().HashPassword(null!, RandomPassword.Create());

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Where the person wanted to go.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public string? Refusal { get; private set; }

    public SignInWays Ways => ways;

    public IActionResult OnGet() => User.Identity is { IsAuthenticated: true } ? Onward() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ways.Passwords)
        {
            return Redirect(AccountServices.SignInPath);
        }

        var result = await SignInAsync(Email ?? "", Password ?? "");
        if (result.RequiresTwoFactor)
        {
            return Redirect(QueryHelpers.AddQueryString(AccountServices.CodePath, "back", Back ?? "/"));
        }

        if (result.Succeeded)
        {
            return Onward();
        }

        Password = null;
        Refusal = _refusal;
        return Page();
    }

    private async Task<Microsoft.AspNetCore.Identity.SignInResult> SignInAsync(string email, string password)
    {
        if (await users.FindByNameAsync(email.Trim()) is not { } account)
        {
            users.PasswordHasher.VerifyHashedPassword(null!, _hashOfNobody, password);
            return Microsoft.AspNetCore.Identity.SignInResult.Failed;
        }

        return await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
    }

    private LocalRedirectResult Onward() => LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/");
}
