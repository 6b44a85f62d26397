using System.Security.Cryptography;
using System.Text;

namespace MedicaidLogs.Web.Security;

/// <summary>What each answer tells the browser to refuse.</summary>
public static class SecurityHeaders
{
    /// <summary>Our own script and style files, nothing inline, nothing from elsewhere.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The same for a page with a style of its own inside.</summary>
    /// <param name="style">The text between its style tags, to the character.</param>
    public static string AllowingStyle(string style) => ContentSecurityPolicy.Replace(
        "style-src 'self'",
        $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'",
        StringComparison.Ordinal);

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";

        // Pages hold students' records: a shared computer keeps none. Static files say otherwise themselves. Both words, as the framework's
        // guard of forms writes them: it warns in the log of any others.
        headers.CacheControl = "no-cache, no-store";
        return next(context);
    });
}
