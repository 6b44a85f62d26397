using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Security;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>The file that a remittance came in.</summary>
public static class RemittanceDownload
{
    private const string X12Type = "application/edi-x12";

    public static void MapRemittanceDownload(this WebApplication app) =>
        app.MapGet(MoneyLinks.Remittances + "/{remittanceId:long}/file", GetAsync).RequireAuthorization(Folders.Finance);

    private static async Task<IResult> GetAsync(
        long remittanceId, HttpContext http, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var user = SignedInUser.From(http.User);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var file = await RemittanceFile.FetchAsync(connection, user.DistrictId, remittanceId, new(user.Actor, clock.GetUtcNow()), cancellationToken);
        return file is null ? Results.NotFound() : Results.Stream(file.Content, X12Type, file.Name);
    }
}
