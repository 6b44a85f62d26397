using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>A person turns codes of a device on, with password and a first code, and off again with either.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
public sealed class TwoFactorModel(
    UserManager<UserAccount> users, SignInManager<UserAccount> signIn, Visit visit, TwoFactor twoFactor, PasswordAgain passwordAgain) : PageModel
{
    public bool IsOn { get; private set; }

    /// <summary>The new key, sealed: it is stored once a code of it is given.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The offered key as the device takes it.</summary>
    public string KeyText { get; private set; } = "";

    /// <summary>The same as a link that a phone's app opens.</summary>
    public string KeyLink => $"otpauth://totp/MedicaidLogs:{Uri.EscapeDataString(Email)}?secret={KeyText}&issuer=MedicaidLogs";

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public string? Refusal { get; private set; }

    private string Email { get; set; } = "";

    public Task OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostOnAsync()
    {
        var account = await AccountAsync();
        if (account.TwoFactorEnabled || twoFactor.KeyOf(Offer) is not { } key)
        {
            return Redirect("/account/two-factor");
        }

        if (!await passwordAgain.IsRightAsync(visit.User, Password ?? ""))
        {
            return await RefuseAsync(await passwordAgain.RefusalOfAsync(visit.User), key);
        }

        account = await AccountAsync(); // as checking the password left it
        if (await twoFactor.TurnOnAsync(account, key, (Code ?? "").Replace(" ", "", StringComparison.Ordinal)) is not { } codes)
        {
            return await RefuseAsync("That is not the code of now. See that the device's clock is right, and give the next one.", key);
        }

        await signIn.RefreshSignInAsync(account);
        (IsOn, RecoveryCodes, CodesLeft) = (true, codes, codes.Count);
        return Page();
    }

    public async Task<IActionResult> OnPostOffAsync()
    {
        var account = await AccountAsync();
        if (!account.TwoFactorEnabled)
        {
            return Redirect("/account/two-factor");
        }

        if (!await passwordAgain.IsRightAsync(visit.User, Password ?? ""))
        {
            return await RefuseAsync(await passwordAgain.RefusalOfAsync(visit.User), null);
        }

        account = await AccountAsync();
        await twoFactor.TurnOffAsync(account, visit.User.Actor);
        await signIn.RefreshSignInAsync(account);
        TempData[Flash.Key] = "Turned off. You sign in with your password alone.";
        return Redirect("/account/two-factor");
    }

    private async Task<IActionResult> RefuseAsync(string refusal, byte[]? key)
    {
        (Refusal, Password, Code) = (refusal, null, null);
        await ShowAsync(key);
        return Page();
    }

    /// <param name="key">Offered before; null: a new one is.</param>
    private async Task ShowAsync(byte[]? key)
    {
        var account = await AccountAsync();
        (Email, IsOn, CodesLeft) = (account.Email, account.TwoFactorEnabled, account.RecoveryCodes.Length);
        if (key is null)
        {
            Offer = twoFactor.Offer();
            key = twoFactor.KeyOf(Offer)!;
        }

        KeyText = OneTimeCode.TextOf(key);
    }

    private async Task<UserAccount> AccountAsync() =>
        await users.FindByIdAsync(visit.User.UserId.ToString("D")) ?? throw new InvalidOperationException("The account is gone.");
}
