using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Security;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>Finance's reports as files: the very bytes that <c>medlogs report</c> writes.</summary>
public static class ReportDownloads
{
    public static void MapReportDownloads(this WebApplication app) =>
        app.MapGet(ReportQuery.Path + "/{report}/{format}", GetAsync).RequireAuthorization(Folders.Finance);

    private static async Task<IResult> GetAsync(
        string report, string format, HttpContext http, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (FinanceReports.Find(report) is not { } found || !ReportFormats.TryParse(format, out var written))
        {
            return Results.NotFound();
        }

        var district = await DistrictAsync(database, SignedInUser.From(http.User), cancellationToken);
        var today = district.Today(clock);
        var query = ReportQuery.Read(http.Request.Query, found, KnownMonths.Usual([], today), today);
        if (query.Fault is not null)
        {
            return Results.LocalRedirect($"{ReportQuery.Path}/{report}{http.Request.QueryString}"); // which says what is wrong
        }

        var request = query.RequestFor(district, today);
        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        await found.WriteAsync(database, request, written, spool, cancellationToken);
        spool.Position = 0;
        return Results.Stream(spool, written.ContentType(), $"{found.FileName(request)}.{written.Name()}");
    }

    private static async Task<District> DistrictAsync(NpgsqlDataSource database, SignedInUser user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await District.LoadAsync(connection, user.DistrictId, cancellationToken);
    }
}
