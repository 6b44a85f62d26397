using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Whoever signs in with a first password gets to the page that changes it, and to no other.</summary>
public static class FirstPasswords
{
    public const string ChangePath = "/account/password";

    private static readonly PathString[] _open = [ChangePath, "/account/sign-out", SessionEvents.StatusPath, "/error"];

    public static void UseFirstPasswords(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (!http.RequestServices.GetRequiredService<CurrentSession>().HasFirstPassword
            || Array.Exists(_open, path => http.Request.Path.StartsWithSegments(path)))
        {
            return next(http);
        }

        http.Response.Redirect(ChangePath);
        return Task.CompletedTask;
    });
}

/// <summary>Identity asks this of each sign-in: a first password that has run out opens nothing.</summary>
public sealed class FirstPasswordInForce(TimeProvider clock) : IUserConfirmation<UserAccount>
{
    public Task<bool> IsConfirmedAsync(UserManager<UserAccount> manager, UserAccount user) =>
        Task.FromResult(user.FirstPasswordUntil is not { } until || until > clock.GetUtcNow());
}
