using System.Threading.RateLimiting;

namespace MedicaidLogs.Web.Security;

/// <summary>Passwords tried per minute and address. A lockout protects one account; this one, all of them.</summary>
public static class SignInRateLimit
{
    public const string Policy = "sign-in";

    /// <summary>Configuration key: tries per minute from one address.</summary>
    public const string TriesKey = "SignIn:TriesPerMinute";

    private const int DefaultTriesPerMinute = 30; // a school's office shares one address

    public static void AddSignInRateLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var tries = configuration.GetValue(TriesKey, DefaultTriesPerMinute);
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = tries, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
    }
}
