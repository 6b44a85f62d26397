using System.Security.Claims;
using MedicaidLogs.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Sessions;

/// <summary>Ties the cookie to its row: whatever signs someone in opens a session, and every request asks whether it still holds.</summary>
public sealed class SessionEvents(SessionStore sessions, SessionLimits limits, CurrentSession current, HeldForms held, TimeProvider clock)
    : CookieAuthenticationEvents
{
    /// <summary>Tells how long the session lasts, and does not count as activity.</summary>
    public const string StatusPath = "/account/session";

    private const string SessionClaim = "session";

    /// <summary>A request within it after the last one writes nothing.</summary>
    private static readonly TimeSpan _precision = TimeSpan.FromSeconds(20);

    private static readonly string _stampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    public override async Task SigningIn(CookieSigningInContext context)
    {
        var user = SignedInUser.From(context.Principal!);
        var http = context.HttpContext;
        var sessionId = await sessions.CreateAsync(
            user.DistrictId,
            user.UserId,
            CallerPlace.BrowserOf(http.Request.Headers.UserAgent.ToString()),
            CallerPlace.NetworkOf(http.Connection.RemoteIpAddress));
        ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new(SessionClaim, sessionId.ToString("D")));
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        if (current.SessionId is { } sessionId)
        {
            await sessions.EndAsync(SignedInUser.From(context.HttpContext.User).DistrictId, sessionId);
        }
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        var user = SignedInUser.From(principal);
        var now = clock.GetUtcNow();
        if (!Guid.TryParse(principal.FindFirstValue(SessionClaim), out var sessionId)
            || await sessions.FindAsync(user.DistrictId, user.UserId, sessionId) is not { IsOver: false } facts
            || facts.SecurityStamp != principal.FindFirstValue(_stampClaim))
        {
            context.RejectPrincipal();
            return;
        }

        var (createdAt, lastSeenAt) = (new DateTimeOffset(facts.CreatedAt), new DateTimeOffset(facts.LastSeenAt));
        if (limits.EndOf(createdAt, lastSeenAt) <= now)
        {
            current.TimedOut = user;
            context.RejectPrincipal();
            return;
        }

        // Who came from the identity provider used no password: Identity names the way they came.
        var byPassword = !principal.HasClaim(claim => claim.Type == ClaimTypes.AuthenticationMethod);
        (current.SessionId, current.HasFirstPassword) = (sessionId, facts.HasFirstPassword && byPassword);
        current.ConfirmedAt = facts.ConfirmedAt is { } confirmed ? new DateTimeOffset(confirmed) : null;
        var counts = !(HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Equals(StatusPath, StringComparison.OrdinalIgnoreCase));
        if (counts && now - lastSeenAt > _precision)
        {
            await sessions.SeenAsync(user.DistrictId, sessionId);
            lastSeenAt = now;
        }

        current.EndsAt = limits.EndOf(createdAt, lastSeenAt);
    }

    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (current.TimedOut is { } user && await held.TryHoldAsync(user, context.Request))
        {
            context.RedirectUri = $"{AccountServices.SignInPath}?back={Uri.EscapeDataString(HeldForms.Path)}";
        }

        await base.RedirectToLogin(context);
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
