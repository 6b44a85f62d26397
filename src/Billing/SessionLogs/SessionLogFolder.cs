using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>What became of a folder of session logs.</summary>
/// <param name="Documents">That stand in the folder now.</param>
/// <param name="Written">Of these, new or changed.</param>
/// <param name="Removed">Of earlier runs, that no session stands behind any more.</param>
public sealed record SessionLogsWritten(int Documents, int Written, int Removed, int Sessions);

/// <summary>Writes a month's session logs into a folder of their own, one file for each student, provider and service.</summary>
/// <remarks>File names hold ids and no personal data. Running it again writes nothing that has not changed.</remarks>
public sealed partial class SessionLogFolder(NpgsqlDataSource database)
{
    private const int MaxServiceCharacters = 40;

    public async Task<SessionLogsWritten> WriteAsync(
        DistrictId districtId, DateOnly month, string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        var stale = Directory.EnumerateFiles(folder).Select(Path.GetFileName).Where(name => OurName().IsMatch(name!)).ToHashSet();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var (documents, written, sessions) = (0, 0, 0);
        await foreach (var log in SessionOfLog.OfMonthAsync(transaction, districtId, month, cancellationToken))
        {
            var name = NameOf(log[0]);
            stale.Remove(name);
            documents++;
            sessions += log.Count;
            if (await WriteIfChangedAsync(Path.Combine(folder, name), SessionLogDocument.Write(district, month, log), cancellationToken))
            {
                written++;
            }
        }

        foreach (var name in stale)
        {
            File.Delete(Path.Combine(folder, name!));
        }

        return new(documents, written, stale.Count, sessions);
    }

    /// <summary>
    /// A service that the pack does not know may be any text. Characters other than letters, digits and underscores are written as
    /// numbers, so that no two services share a file and none leaves the folder; a text too long for a file name, as its hash.
    /// </summary>
    private static string NameOf(SessionOfLog session)
    {
        var name = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{session.StudentId}-{session.ProviderId}-");
        if (session.Service.Length > MaxServiceCharacters)
        {
            name.Append('~').Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session.Service))));
            return name.Append(".html").ToString();
        }

        foreach (var c in session.Service)
        {
            _ = char.IsAsciiLetterOrDigit(c) || c == '_' ? name.Append(c) : name.Append(CultureInfo.InvariantCulture, $"~{(int)c:x4}");
        }

        return name.Append(".html").ToString();
    }

    private static async Task<bool> WriteIfChangedAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var before = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
        if (content.AsSpan().SequenceEqual(before))
        {
            return false;
        }

        var partial = path + ".part";
        await File.WriteAllBytesAsync(partial, content, cancellationToken);
        File.Move(partial, path, overwrite: true);
        return true;
    }

    [GeneratedRegex(@"^\d+-\d+-[A-Za-z0-9_~]*\.html(\.part)?$")]
    private static partial Regex OurName();
}
