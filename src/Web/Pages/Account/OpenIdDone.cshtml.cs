using System.Globalization;
using System.Security.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.OpenId;
using MedicaidLogs.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>What becomes of somebody who comes from the identity provider: signed in, confirmed, or told why not.</summary>
public sealed class OpenIdDoneModel(
    NpgsqlDataSource database, SignInWays ways, AccountSignIn signIn, SessionStore sessions, CurrentSession current, TimeProvider clock) : PageModel
{
    private const string AgainKey = "again";
    private const string AskedAtKey = "asked-at";

    /// <summary>The provider's clock and ours may differ by so much.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(1);

    public string Title { get; private set; } = "You are not signed in";

    public string Advice { get; private set; } = "";

    /// <summary>Keeps in the sealed state who is to be confirmed, and since when.</summary>
    public static void AskAgain(AuthenticationProperties way, SignedInUser user, DateTimeOffset now)
    {
        way.Items[AgainKey] = user.UserId.ToString("D");
        way.Items[AskedAtKey] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnGetAsync(string? back, CancellationToken cancellationToken)
    {
        if (ways.Provider is not { } provider)
        {
            return Redirect(AccountServices.SignInPath);
        }

        var told = await HttpContext.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme); // it says so once
        if (told is not { Succeeded: true, Principal: { } principal, Properties: { } way } || OpenIdServices.IdentityIn(principal, provider) is not { } identity)
        {
            return Refuse($"The sign-in at {provider.Name} was broken off, or what it said could not be trusted. Try again; if it happens again, tell your administrator.");
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await AccountIdentities.FindAsync(connection, identity, clock, cancellationToken) is not { } account)
        {
            return Refuse(identity.VerifiedEmail is { } email
                ? $"{provider.Name} knows you as {email}, and here is no account for you under that address. Ask your administrator to add one."
                : $"{provider.Name} did not vouch for your e-mail address, and here is no account that is known to be yours. Ask your administrator.");
        }

        return way.Items.ContainsKey(AgainKey)
            ? await ConfirmAsync(account, principal, way, back)
            : await SignInAsync(account, back);
    }

    private async Task<IActionResult> SignInAsync(UserAccount account, string? back)
    {
        var result = await signIn.SignInAsKnownElsewhereAsync(account, OpenIdServices.Scheme);
        return result.RequiresTwoFactor ? Redirect(QueryHelpers.AddQueryString(AccountServices.CodePath, "back", Onward(back).Url)) : Onward(back);
    }

    /// <summary>Only the person who is signed in, and only if the provider asked after we did.</summary>
    private async Task<IActionResult> ConfirmAsync(UserAccount account, ClaimsPrincipal principal, AuthenticationProperties way, string? back)
    {
        Title = "You are not confirmed";
        if (User.Identity is not { IsAuthenticated: true } || current.SessionId is not { } sessionId
            || way.Items[AgainKey] != account.UserId.ToString("D") || SignedInUser.From(User).UserId != account.UserId)
        {
            return Refuse("Somebody else signed in there. Confirm as the person who is signed in here.");
        }

        var askedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(way.Items[AskedAtKey]!, NumberStyles.None, CultureInfo.InvariantCulture));
        if (OpenIdServices.ShownAt(principal) is not { } shownAt || shownAt < askedAt - _skew)
        {
            return Refuse("The provider did not ask you anew who you are. Sign out there, and try again.");
        }

        await sessions.ConfirmAsync(account.DistrictId, sessionId);
        return Onward(back);
    }

    private PageResult Refuse(string advice)
    {
        Advice = advice;
        return Page();
    }

    private LocalRedirectResult Onward(string? back) => LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
}
