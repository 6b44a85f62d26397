namespace MedicaidLogs.Web.Security;

/// <summary>What each answer tells the browser to refuse.</summary>
public static class SecurityHeaders
{
    /// <summary>No script at all, no inline style, nothing from elsewhere.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";

        // Pages hold students' records: a shared computer keeps none. Static files say otherwise themselves.
        headers.CacheControl = "no-store";
        return next(context);
    });
}
