using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using Npgsql;

namespace MedicaidLogs.Web.Intake;

/// <summary>The beginning of a file that came in, to be looked at before it is read.</summary>
public static class WaitingFile
{
    [Sql]
    private const string HashSql = """
        select sha256 from intake.import_file where district_id = @districtId and import_file_id = @importFileId
        """;

    /// <summary>As much of it as a preview reads.</summary>
    public static async Task<byte[]> HeadAsync(
        NpgsqlConnection connection, DistrictId districtId, long importFileId, CancellationToken cancellationToken)
    {
        var hash = await connection.QuerySingleAsync<FileHash>(new CommandDefinition(
            HashSql, new { districtId, importFileId }, cancellationToken: cancellationToken));
        await using var content = await FileStore.OpenAsync(connection, districtId, hash, cancellationToken);
        var head = new byte[(int)Math.Min(content.Length, FilePreview.HeadBytes)];
        await content.ReadExactlyAsync(head, cancellationToken);
        return head;
    }
}
