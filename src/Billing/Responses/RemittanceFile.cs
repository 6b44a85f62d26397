using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>The file that a remittance came in, for a person who fetches it. Who did is in the audit trail before the first byte goes out.</summary>
/// <remarks>It holds names and Medicaid IDs, of every payment in the file.</remarks>
/// <param name="Name">As the payer called it.</param>
/// <param name="Content">To be read and closed by the caller: a temporary file.</param>
public sealed record RemittanceFile(string Name, Stream Content)
{
    [Sql]
    private const string OfRemittanceSql = """
        select f.response_file_id, f.file_name, f.sha256
        from billing.remittance r
        join billing.response_file f on f.district_id = r.district_id and f.response_file_id = r.response_file_id
        where r.district_id = @districtId and r.remittance_id = @remittanceId
        """;

    private sealed record Kept(long ResponseFileId, string FileName, FileHash Sha256);

    /// <returns>Null where the district has no such remittance.</returns>
    public static async Task<RemittanceFile?> FetchAsync(
        NpgsqlConnection connection, DistrictId districtId, long remittanceId, ChangeContext who, CancellationToken cancellationToken = default)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Kept?>(new CommandDefinition(
            OfRemittanceSql, new { districtId, remittanceId }, transaction, cancellationToken: cancellationToken)) is not { } kept)
        {
            return null;
        }

        var spool = FileStore.NewSpool();
        await using (var stored = await FileStore.OpenAsync(connection, districtId, kept.Sha256, cancellationToken))
        {
            await stored.CopyToAsync(spool, cancellationToken);
        }

        spool.Position = 0;
        await AuditTrail.AppendAsync(
            transaction,
            new(districtId, "response-file.fetched", "response-file", kept.ResponseFileId.ToString(CultureInfo.InvariantCulture), new JsonObject
            {
                ["remittance"] = remittanceId,
            }),
            who,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(kept.FileName, spool);
    }
}
