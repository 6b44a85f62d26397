using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Security;
using Npgsql;

namespace MedicaidLogs.Web.Closing;

/// <summary>A released claim file to take to the payer, under the name by which the payer's answers and our pages call it.</summary>
public static class ClaimFileDownloads
{
    private const string X12Type = "application/edi-x12";

    public static void MapClaimFileDownloads(this WebApplication app) =>
        app.MapGet("/claim-files/{claimRunId:long}/file", GetAsync).RequireAuthorization(Folders.ClaimFiles);

    private static async Task<IResult> GetAsync(
        long claimRunId, HttpContext http, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var user = SignedInUser.From(http.User);
        var download = new ClaimFileDownload(database, clock);
        return await download.FetchAsync(user.DistrictId, claimRunId, user.Actor, cancellationToken) is { } file
            ? Results.Stream(target => download.CopyAsync(user.DistrictId, file, target, cancellationToken), X12Type, file.FileName)
            : Results.NotFound();
    }
}
