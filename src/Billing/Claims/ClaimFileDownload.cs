using System.Globalization;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A person fetches a released claim file. Who did is in the audit trail before the first byte goes out.</summary>
public sealed class ClaimFileDownload(NpgsqlDataSource database, TimeProvider clock)
{
    public const string Action = "claims.fetched";

    /// <returns>Null where the district has no such file, or nobody has released it.</returns>
    public async Task<ClaimFile?> FetchAsync(DistrictId districtId, long claimRunId, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ClaimFile.FindAsync(connection, districtId, claimRunId, cancellationToken) is not { ReleasedAt: not null } file)
        {
            return null;
        }

        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, Action, "claim-run", claimRunId.ToString(CultureInfo.InvariantCulture), new() { ["file"] = file.FileName }),
            new ChangeContext(who, clock.GetUtcNow()),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return file;
    }

    /// <summary>Writes the bytes of a file that <see cref="FetchAsync"/> gave.</summary>
    public async Task CopyAsync(DistrictId districtId, ClaimFile file, Stream target, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var bytes = await FileStore.OpenAsync(connection, districtId, file.Sha256, cancellationToken);
        await bytes.CopyToAsync(target, cancellationToken);
    }
}
