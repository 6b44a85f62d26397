using System.Globalization;
using System.Threading.RateLimiting;
using MedicaidLogs.Web.Accounts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace MedicaidLogs.Web.Security;

/// <summary>A page that takes files in a form.</summary>
/// <param name="mostBytes">Of the whole form, with what stands around the files.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadAttribute(long mostBytes) : Attribute
{
    public long MostBytes => mostBytes;
}

/// <summary>How often an account may send files, and how large a form may be: looked at before the first byte of a file is read.</summary>
public static class UploadLimit
{
    /// <summary>Configuration key: forms with files per minute from one account.</summary>
    public const string TimesKey = "Upload:TimesPerMinute";

    private const int DefaultTimesPerMinute = 20;

    /// <summary>Beside <see cref="SignInRateLimit"/>, which knows no accounts: it comes before they are known.</summary>
    private sealed record PerAccount(PartitionedRateLimiter<HttpContext> Limiter);

    public static void AddUploadLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var times = configuration.GetValue(TimesKey, DefaultTimesPerMinute);
        services.AddSingleton(new PerAccount(PartitionedRateLimiter.Create<HttpContext, Guid>(http => RateLimitPartition.GetFixedWindowLimiter(
            SignedInUser.From(http.User).UserId,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = times, Window = TimeSpan.FromMinutes(1) }))));
    }

    /// <summary>After authorization: only who may send files counts.</summary>
    public static void UseUploadLimit(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<UploadAttribute>() is not { } upload || !BringsFiles(http.Request))
        {
            return next(http);
        }

        using var lease = http.RequestServices.GetRequiredService<PerAccount>().Limiter.AttemptAcquire(http);
        if (!lease.IsAcquired || http.Request.ContentLength > upload.MostBytes)
        {
            http.Request.ContentType = null; // the page that says so must not read the form either
            http.Response.StatusCode = lease.IsAcquired ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = upload.MostBytes;
        return next(http);
    });

    /// <summary>What a person reads who met the limit; null where the page takes no files.</summary>
    public static (string Title, string Advice)? WordsOf(HttpContext http, int status) =>
        http.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint?.Metadata.GetMetadata<UploadAttribute>() is not { } upload
            ? null
            : status switch
            {
                StatusCodes.Status429TooManyRequests => (
                    "Too many files one after another", "Nothing of the last ones was taken in. Wait a minute, then send them again, several at once."),
                StatusCodes.Status413PayloadTooLarge => (
                    "Too large to send at once",
                    string.Create(CultureInfo.InvariantCulture, $"Nothing was taken in. All files together may have {upload.MostBytes >> 20} MiB: send fewer at once.")),
                _ => null,
            };

    private static bool BringsFiles(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true;
}
