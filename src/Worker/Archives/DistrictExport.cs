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
    private const string HashesSql = "select sha256 from ops.stored_file where district_id = @districtId order by sha256";

    /// <summary>What each stored file was: it may have come or gone more than once, under other names.</summary>
    [Sql]
    private const string IndexSql = """
        copy (
            select encode(f.sha256, 'hex') as sha256, f.length_bytes as bytes, n.what, n.name, n.at
            from ops.stored_file f
            left join (
                select district_id, sha256, kind as what, file_name as name, received_at as at from intake.import_file
                union all select district_id, sha256, 'corrected spreadsheet', file_name, sent_at from intake.correction_sheet
                union all select district_id, sha256, 'exclusion list', file_name, screened_at from intake.screening
                union all select district_id, sha256, 'claim file', file_name, built_at from billing.claim_run
                union all select district_id, sha256, 'answer of the payer', file_name, received_at from billing.response_file
                union all select district_id, pdf_sha256, 'session log', document_id || '-' || version || '.pdf', made_at from billing.session_log
                union all select district_id, decode(detail ->> 'sha256', 'hex'), 'lines of the bank', null, at from ops.audit_event where action = 'bank.lines-entered'
            ) n using (district_id, sha256)
            where f.district_id = current_setting('medlogs.district')::int
            order by n.at, n.what collate "C", n.name collate "C", f.sha256
        ) to stdout (format csv, header)
        """;

    /// <param name="path">The folder to make; it may be there if it is empty.</param>
    /// <exception cref="ArchiveException">Something stands there, or a stored file is damaged.</exception>
    public async Task<ArchiveRecord> WriteAsync(DistrictId districtId, string path, Actor who, CancellationToken cancellationToken = default)
    {
        District district;
        using var folder = ArchiveFolder.Create(path);
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            district = await District.LoadAsync(connection, districtId, cancellationToken);
            await ArchivedFormats.UseAsync(connection, districtId, source: "", cancellationToken);
            foreach (var (table, sql) in ArchivedTables.All.Zip(await ArchiveSql.OfTablesAsync(transaction, districtId, cancellationToken)))
            {
                await folder.WriteRowsAsync(connection, table.Path, sql.CopyOut, cancellationToken);
            }

            await WriteStoredFilesAsync(connection, folder, districtId, cancellationToken);
            await ArchivedFormats.WriteAsync(connection, folder, district, cancellationToken);
        }

        var manifest = new Manifest(Manifest.CurrentFormat, new(districtId.Value, district.Code, district.Name), Manifest.CurrentSchema, [.. folder.Written]);
        await folder.WriteBytesAsync("README.md", Encoding.UTF8.GetBytes(ArchiveReadme.Of(manifest)), cancellationToken);
        var written = await folder.WriteBytesAsync(Manifest.FileName, manifest.ToJson(), cancellationToken);
        if (written.Bytes > Manifest.MaximumBytes)
        {
            throw new ArchiveException($"The district has {manifest.Files.Count} files, more than a manifest can list.");
        }

        var record = new ArchiveRecord("written", written.Sha256, manifest.Files.Count, manifest.Files.Sum(file => file.Bytes));
        await record.KeepAsync(database, districtId, new(who, clock.GetUtcNow()), cancellationToken);
        folder.Finish();
        return record;
    }

    private static async Task WriteStoredFilesAsync(
        NpgsqlConnection connection, ArchiveFolder folder, DistrictId districtId, CancellationToken cancellationToken)
    {
        await folder.WriteRowsAsync(connection, ArchiveFolder.Index, IndexSql, cancellationToken);
        var hashes = await connection.QueryAsync<byte[]>(new CommandDefinition(HashesSql, new { districtId }, cancellationToken: cancellationToken));
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
