using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Sessions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Sign-in by cookie, and lockout.</summary>
public static class AccountServices
{
    public const string SignInPath = "/account/sign-in";

    public const string CodePath = "/account/code";

    /// <summary>Wrong passwords in a row before an account is locked, and for how long.</summary>
    public const int WrongPasswordsBeforeLockout = 5;

    public const int LockoutMinutes = 15;

    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<UserAccount>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = WrongPasswordsBeforeLockout;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(LockoutMinutes);
                options.SignIn.RequireConfirmedAccount = true; // FirstPasswordInForce says which is
                options.User.AllowedUserNameCharacters = ""; // any: with Identity's own list o'neil@… would count no wrong password
            })
            .AddUserStore<UserAccountStore>()
            .AddClaimsPrincipalFactory<SignedInUser.ClaimsFactory>()
            .AddTokenProvider<OneTimeCodeProvider>(TokenOptions.DefaultAuthenticatorProvider)
            .AddSignInManager<AccountSignIn>();
        services.AddScoped<IUserConfirmation<UserAccount>, FirstPasswordInForce>();
        services.AddScoped<TwoFactor>();
        services.AddSingleton<AccountDesk>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure(SetCookie);
                cookies.ExternalCookie!.Configure(options =>
                {
                    options.Cookie.Name = "medlogs.openid"; // what an identity provider said, until it is used
                    options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                });
                cookies.TwoFactorUserIdCookie!.Configure(options =>
                {
                    options.Cookie.Name = "medlogs.code"; // between password and code
                    options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                });
            });
    }

    private static void SetCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "medlogs";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax; // a link in an e-mail opens its page
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(1); // longer than a session, whose row says when it ends
        options.SlidingExpiration = false;
        options.EventsType = typeof(SessionEvents);
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "back";
    }
}
