using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.OpenId;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>The way to the identity provider: to sign in, or for somebody signed in to show again who is at the keyboard.</summary>
public sealed class OpenIdModel(SignInWays ways, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider clock) : PageModel
{
    public OpenIdSettings Provider => ways.Provider!;

    /// <param name="back">Where the person wanted to go.</param>
    /// <param name="again">Who is signed in is asked anew, even if the provider remembers the person.</param>
    public async Task<IActionResult> OnGetAsync(string? back, bool again, CancellationToken cancellationToken)
    {
        if (ways.Provider is null)
        {
            return Redirect(AccountServices.SignInPath);
        }

        try
        {
            await options.Get(OpenIdServices.Scheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            return Page(); // its address leads to no provider now
        }

        var way = new OpenIdConnectChallengeProperties
        {
            RedirectUri = QueryHelpers.AddQueryString(OpenIdServices.DonePath, "back", Url.IsLocalUrl(back) ? back : "/"),
        };
        if (again && User.Identity is { IsAuthenticated: true })
        {
            way.Prompt = "login";
            way.MaxAge = TimeSpan.Zero;
            OpenIdDoneModel.AskAgain(way, SignedInUser.From(User), clock.GetUtcNow());
        }

        return new ChallengeResult(OpenIdServices.Scheme, way);
    }
}
