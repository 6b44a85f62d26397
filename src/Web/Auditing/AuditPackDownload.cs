using System.Globalization;
using MedicaidLogs.Billing.AuditPacks;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using Npgsql;

namespace MedicaidLogs.Web.Auditing;

/// <summary>The audit pack of a claim line to take along: the bytes that <c>medlogs report audit-pack</c> writes.</summary>
public static class AuditPackDownload
{
    public static string AddressOf(long claimId, int lineNumber) => SampledLine.AddressOf(claimId, lineNumber) + "/pack";

    public static void MapAuditPackDownload(this WebApplication app) =>
        app.MapGet("/auditor/claims/{claimId:long}/lines/{lineNumber:int}/pack", GetAsync).RequireAuthorization(Folders.Auditor);

    /// <summary>The line's pack within the account's reach, or null.</summary>
    public static async Task<AuditPack?> FindAsync(
        NpgsqlDataSource database, TimeProvider clock, District district, SignedInUser user, long claimId, int lineNumber, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await TrailSubject.FindAsync(connection, user, "claim", claimId, district.Today(clock), cancellationToken) is null
            ? null
            : await AuditPack.FindAsync(database, clock, district, claimId, lineNumber, cancellationToken);
    }

    private static async Task<IResult> GetAsync(
        long claimId, int lineNumber, HttpContext http, NpgsqlDataSource database, TimeProvider clock, IMinutesLedger ledger, RecordReads reads,
        CancellationToken cancellationToken)
    {
        var user = SignedInUser.From(http.User);
        District district;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            district = await District.LoadAsync(connection, user.DistrictId, cancellationToken);
        }

        if (await FindAsync(database, clock, district, user, claimId, lineNumber, cancellationToken) is not { } pack)
        {
            return Results.NotFound();
        }

        reads.Of("claim", claimId, pack.StudentId);
        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        await pack.WriteAsync(user.Actor, ledger, spool, cancellationToken);
        spool.Position = 0;
        return Results.Stream(spool, "application/zip", string.Create(CultureInfo.InvariantCulture, $"audit-pack-{pack.LineControlNumber}.zip"));
    }
}
