using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MedicaidLogs.Billing.SessionLogs.Document;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>What became of a folder of session logs.</summary>
/// <param name="Documents">Logs that stand in the folder now.</param>
/// <param name="Sealed">Of these, with the PDF of their latest content.</param>
/// <param name="Written">Files that are new or changed.</param>
/// <param name="Removed">Files of earlier runs that no session stands behind any more.</param>
public sealed record SessionLogsWritten(int Documents, int Sealed, int Written, int Removed, int Sessions);

/// <summary>Writes a month's session logs into a folder of their own: for each student, provider and service a page to look at, and the sealed PDF once it is made.</summary>
/// <remarks>File names hold ids and no personal data. Running it again writes nothing that has not changed.</remarks>
public sealed partial class SessionLogFolder(NpgsqlDataSource database, IMinutesLedger ledger)
{
    public async Task<SessionLogsWritten> WriteAsync(
        DistrictId districtId, DateOnly month, string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        var stale = Directory.EnumerateFiles(folder).Where(path => OurName().IsMatch(Path.GetFileName(path))).ToHashSet();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var files = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var latest = await SessionLogVersion.LatestAsync(transaction, districtId, month, cancellationToken);
        var (documents, @sealed, written, sessions) = (0, 0, 0, 0);
        await foreach (var log in SessionLog.OfMonthAsync(transaction, district, month, ledger, cancellationToken: cancellationToken))
        {
            var before = latest.GetValueOrDefault(log.DocumentId);
            var stands = before?.ContentHash == log.ContentHash() ? before : null;
            documents++;
            sessions += log.Sessions.Count;

            var page = Path.Combine(folder, $"{log.Name}.html");
            stale.Remove(page);
            var html = Encoding.UTF8.GetBytes(await SessionLogDocument.WriteAsync(log, SessionLogVersion.Number(log, before)));
            written += await WriteAsync(page, FileHash.FromBytes(SHA256.HashData(html)), () => Task.FromResult(html), cancellationToken);
            if (stands is not null)
            {
                var pdf = Path.Combine(folder, $"{log.Name}.pdf");
                stale.Remove(pdf);
                @sealed++;
                written += await WriteAsync(
                    pdf, stands.PdfSha256, () => FileStore.ReadAllAsync(files, districtId, stands.PdfSha256, cancellationToken), cancellationToken);
            }
        }

        foreach (var path in stale)
        {
            File.Delete(path);
        }

        return new(documents, @sealed, written, stale.Count, sessions);
    }

    /// <summary>Writes a file under a temporary name and renames it, unless it is there already with that content.</summary>
    /// <returns>How many files it wrote.</returns>
    private static async Task<int> WriteAsync(string path, FileHash hash, Func<Task<byte[]>> content, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && FileHash.FromBytes(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken))) == hash)
        {
            return 0;
        }

        var partial = path + ".part";
        await File.WriteAllBytesAsync(partial, await content(), cancellationToken);
        File.Move(partial, path, overwrite: true);
        return 1;
    }

    [GeneratedRegex(@"^\d+-\d+-[A-Za-z0-9_~ -]*\.(html|pdf)(\.part)?$")]
    private static partial Regex OurName();
}
