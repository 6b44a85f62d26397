using System.Globalization;
using System.Security.Claims;
using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MedicaidLogs.Web.OpenId;

/// <summary>Sign-in at an identity provider by the framework's own handler: code flow with PKCE, state and nonce.</summary>
public static class OpenIdServices
{
    public const string Scheme = "openid";

    /// <summary>Where the way to the provider begins.</summary>
    public const string StartPath = "/account/openid";

    /// <summary>Where it ends, with what the provider said in a sealed cookie, or without.</summary>
    public const string DonePath = StartPath + "/done";

    private const string VerifiedClaim = "email_verified";
    private const int TimeoutSeconds = 10;

    public static void AddOpenId(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = OpenIdSettings.From(configuration);
        services.AddSingleton(new SignInWays(settings));
        if (settings is not null)
        {
            services.AddAuthentication().AddOpenIdConnect(Scheme, options => Configure(options, settings));
        }
    }

    /// <summary>Who the provider says that somebody is.</summary>
    /// <param name="principal">As the handler left it: its tokens were checked.</param>
    public static OutsideIdentity? IdentityIn(ClaimsPrincipal principal, OpenIdSettings settings)
    {
        if (principal.FindFirst("sub") is not { } subject)
        {
            return null;
        }

        var isVerified = settings.VouchesForEmail
            || string.Equals(principal.FindFirstValue(VerifiedClaim), bool.TrueString, StringComparison.OrdinalIgnoreCase);
        return new(subject.Issuer, subject.Value, isVerified ? principal.FindFirstValue("email") : null);
    }

    /// <summary>When the person showed there who they are; null where the provider does not say.</summary>
    public static DateTimeOffset? ShownAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static void Configure(OpenIdConnectOptions options, OpenIdSettings settings)
    {
        options.Authority = settings.Authority.ToString();
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        options.BackchannelTimeout = TimeSpan.FromSeconds(TimeoutSeconds);
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // with GET our cookies come along though they are same-site
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true; // some tell the address there alone
        options.ClaimActions.MapUniqueJsonKey(VerifiedClaim, VerifiedClaim);
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.CallbackPath = StartPath + "/callback";
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events.OnTokenValidated = DemandSignatureAsync;
        options.Events.OnRemoteFailure = FailAsync;
    }

    /// <summary>The handler checks a signature that is there, and in the code flow takes a token without one, as OpenID Connect Core 1.0 (3.1.3.7) allows.</summary>
    private static Task DemandSignatureAsync(TokenValidatedContext context)
    {
        if (context.TokenEndpointResponse?.IdToken is not { } token || token.EndsWith('.'))
        {
            context.Fail("The token is not signed.");
        }

        return Task.CompletedTask;
    }

    /// <summary>Refused tokens, a way that was not begun here, a person who turned back: told in plain words, and why in the log.</summary>
    private static Task FailAsync(RemoteFailureContext context)
    {
        var log = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdServices));
        log.LogWarning("A sign-in at the identity provider failed: {Fault}", (context.Failure?.InnerException ?? context.Failure)?.GetType().Name);
        context.Response.Redirect(DonePath);
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
