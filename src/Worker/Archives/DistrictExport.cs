using System.Data;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Archives;

/// <summary>Writes everything of a district into a folder, as of one moment: tables, stored files, documented formats, a manifest.</summary>
/// <remarks>Rows go from the server's COPY to the disk block by block. The same district gives the same bytes. See docs/way-out.md.</remarks>
public sealed class DistrictExport(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string FilesSql = "select sha256 from ops.stored_file where district_id = @districtId order by sha256";

    /// <param name="path">The folder to make; it may be there if it is empty.</param>
    /// <exception cref="ArchiveException">Something stands there, or a stored file is damaged.</exception>
    public async Task<ArchiveRecord> WriteAsync(District district, string path, Actor who, CancellationToken cancellationToken = default)
    {
        using var folder = ArchiveFolder.Create(path);
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            foreach (var table in await ArchiveSql.OfTablesAsync(transaction, district.DistrictId, cancellationToken))
            {
                await WriteRowsAsync(connection, folder, $"tables/{table.Name}.csv", table.CopyOut, cancellationToken);
            }

            await WriteStoredFilesAsync(connection, folder, district.DistrictId, cancellationToken);
        }

        var manifest = new Manifest(Manifest.CurrentFormat, new(district.DistrictId.Value, district.Code, district.Name), Manifest.CurrentSchema, [.. folder.Written]);
        await folder.WriteAsync("README.md", isCsv: false, new MemoryStream(Encoding.UTF8.GetBytes(ArchiveReadme.Of(manifest))), cancellationToken);
        var written = await folder.WriteAsync(Manifest.FileName, isCsv: false, new MemoryStream(manifest.ToJson()), cancellationToken);
        if (written.Bytes > Manifest.MaximumBytes)
        {
            throw new ArchiveException($"The district has {manifest.Files.Count} files, more than a manifest can list.");
        }

        var record = new ArchiveRecord("written", written.Sha256, manifest.Files.Count, manifest.Files.Sum(file => file.Bytes));
        await record.KeepAsync(database, district.DistrictId, new(who, clock.GetUtcNow()), cancellationToken);
        folder.Finish();
        return record;
    }

    private static async Task WriteRowsAsync(
        NpgsqlConnection connection, ArchiveFolder folder, string path, string copySql, CancellationToken cancellationToken)
    {
        using var rows = await connection.BeginTextExportAsync(copySql, cancellationToken);
        await folder.WriteAsync(path, isCsv: true, ((StreamReader)rows).BaseStream, cancellationToken);
    }

    private static async Task WriteStoredFilesAsync(
        NpgsqlConnection connection, ArchiveFolder folder, DistrictId districtId, CancellationToken cancellationToken)
    {
        var hashes = await connection.QueryAsync<byte[]>(new CommandDefinition(FilesSql, new { districtId }, cancellationToken: cancellationToken));
        foreach (var hash in hashes.Select(sha256 => FileHash.FromBytes(sha256)))
        {
            await using var stored = await FileStore.OpenAsync(connection, districtId, hash, cancellationToken);
            var written = await folder.WriteAsync(ArchiveFolder.PathOf(hash), isCsv: false, stored, cancellationToken);
            if (written.Sha256 != hash.ToString())
            {
                throw new ArchiveException($"The stored file {hash} is damaged: restore the database from a backup. 'medlogs verify' lists all that is.");
            }
        }
    }
}
