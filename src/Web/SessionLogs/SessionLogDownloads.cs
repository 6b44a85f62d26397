using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace MedicaidLogs.Web.SessionLogs;

/// <summary>Session logs: a look at one, and sealed ones to take along, one or all of a school or provider. What is not theirs to see is not there.</summary>
public static class SessionLogDownloads
{
    private const string PdfType = "application/pdf";
    private const string ZipType = "application/zip";
    private const string HtmlType = "text/html; charset=utf-8";

    public static string AddressOf(FileHash pdf) => $"{SessionLogFilter.Path}/{pdf}.pdf";

    public static string AddressOf(DateOnly month, SessionLogGrouping by, string of) => QueryHelpers.AddQueryString(
        $"{SessionLogFilter.Path}/zip",
        new Dictionary<string, string?> { ["month"] = MonthName.Of(month), ["by"] = by.ToString().ToLowerInvariant(), ["of"] = of });

    public static string PreviewOf(string documentId) => $"{SessionLogFilter.Path}/{documentId}/preview";

    /// <summary>A provider's own, those of an account's schools, or all of the district.</summary>
    public static SessionLogReach ReachOf(SignedInUser user) => new(user.ProviderId, user.Schools);

    public static void MapSessionLogDownloads(this WebApplication app)
    {
        app.MapGet(SessionLogFilter.Path + "/{pdf}.pdf", OneAsync).RequireAuthorization(Folders.SessionLogs);
        app.MapGet(SessionLogFilter.Path + "/{document}/preview", PreviewAsync).RequireAuthorization(Folders.SessionLogs);
        app.MapGet(SessionLogFilter.Path + "/zip", ManyAsync).RequireAuthorization(Folders.SessionLogs);
    }

    private static async Task<IResult> OneAsync(
        string pdf, HttpContext http, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!FileHash.TryParse(pdf, out var hash))
        {
            return Results.NotFound();
        }

        var user = SignedInUser.From(http.User);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var file = await SessionLogFile.FetchAsync(
            connection, user.DistrictId, ReachOf(user), hash, new(user.Actor, clock.GetUtcNow()), cancellationToken);
        return file is null ? Results.NotFound() : Results.File(file.Pdf, PdfType, file.Name);
    }

    /// <summary>The page that the PDF is printed from. It brings its own style, and its answer allows that one and no other.</summary>
    private static async Task<IResult> PreviewAsync(
        string document, HttpContext http, NpgsqlDataSource database, IMinutesLedger ledger, RecordReads reads, CancellationToken cancellationToken)
    {
        var user = SignedInUser.From(http.User);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var preview = await SessionLogPreview.OfAsync(connection, ledger, user.DistrictId, document, ReachOf(user), cancellationToken);
        if (preview is null)
        {
            return Results.NotFound();
        }

        reads.Student(preview.StudentId);
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.AllowingStyle(preview.Style);
        return Results.Text(preview.Html, HtmlType);
    }

    /// <remarks>Where nothing is chosen, or nothing of it is sealed yet, the list tells more than an empty file.</remarks>
    /// <param name="by"><c>school</c> or <c>provider</c>.</param>
    /// <param name="of">The school's name, or the provider's number.</param>
    private static async Task<IResult> ManyAsync(
        string? month, string? by, string? of, HttpContext http, NpgsqlDataSource database, IMinutesLedger ledger, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (!KnownMonths.TryParse(month, out var day) || !Enum.TryParse<SessionLogGrouping>(by, ignoreCase: true, out var grouping) || of is null)
        {
            return Results.LocalRedirect(SessionLogFilter.Path);
        }

        var user = SignedInUser.From(http.User);
        District district;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            district = await District.LoadAsync(connection, user.DistrictId, cancellationToken);
        }

        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        var any = await new SessionLogZips(database, ledger).WriteAsync(
            district, day, grouping, of, ReachOf(user), new ChangeContext(user.Actor, clock.GetUtcNow()), spool, cancellationToken);
        if (!any)
        {
            await spool.DisposeAsync();
            return Results.LocalRedirect(SessionLogFilter.From(new QueryCollection(), day).Address);
        }

        spool.Position = 0;
        return Results.Stream(spool, ZipType, $"session-logs-{month}-{SessionLogZips.FileName(of)}");
    }
}
