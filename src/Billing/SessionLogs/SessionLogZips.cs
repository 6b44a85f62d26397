using System.Text.Json.Nodes;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>By what a month's sealed logs are put together.</summary>
public enum SessionLogGrouping
{
    /// <summary>The student's school on the day of the last session; logs of students without one stand together.</summary>
    School,
    Provider,
}

/// <summary>Writes a ZIP file for each school or provider with its sealed logs and an index. The same logs give the same bytes.</summary>
/// <remarks>Names of files hold schools, provider numbers and ids, never a person's name; the index names students by their number.</remarks>
public sealed class SessionLogZips(NpgsqlDataSource database, IMinutesLedger ledger)
{
    private const string Nobody = "none";

    private static readonly Columns<Part> _index = new Columns<Part>()
        .Text("file", "File", part => part.File)
        .Text("student_number", "Student no.", part => part.Last.StudentNumber)
        .Text("provider_number", "Provider no.", part => part.Last.ProviderNumber)
        .Text("service", "Service", part => part.Last.Service)
        .Count("sessions", "Sessions", part => part.Sessions)
        .Number("version", "Version", part => part.Version.Version)
        .Text("content_sha256", "Content", part => part.Version.ContentHash.ToString())
        .Text("pdf_sha256", "File's SHA-256", part => part.Version.PdfSha256.ToString());

    /// <param name="key">The school's name or the provider's number; empty: of those without.</param>
    public static string FileName(string key) => $"{SessionLog.SafeName(key.Length == 0 ? Nobody : key)}.zip";

    /// <returns>How many files it wrote.</returns>
    public async Task<int> WriteAsync(
        DistrictId districtId, DateOnly month, SessionLogGrouping grouping, string folder, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var groups = (await PartsAsync(transaction, district, month, SessionLogReach.WholeDistrict, cancellationToken))
            .GroupBy(part => part.KeyOf(grouping), StringComparer.Ordinal).ToList();
        Directory.CreateDirectory(folder);
        foreach (var group in groups)
        {
            var path = Path.Combine(folder, FileName(group.Key ?? ""));
            await using (var file = File.Create(path + ".part"))
            {
                await WriteAsync(connection, district, group.Key ?? Nobody, [.. group], file, cancellationToken);
            }

            File.Move(path + ".part", path, overwrite: true);
        }

        return groups.Count;
    }

    /// <summary>Writes one school's or provider's logs. Who asked for them is in the audit trail before the first byte.</summary>
    /// <param name="key">The school's name or the provider's number; empty: of those without.</param>
    /// <returns>False where nothing of that school or provider is sealed and current; then nothing was written.</returns>
    public async Task<bool> WriteAsync(
        District district, DateOnly month, SessionLogGrouping grouping, string key, SessionLogReach reach, ChangeContext who, Stream output,
        CancellationToken cancellationToken = default)
    {
        List<Part> parts;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var look = await WholeMonth.BeginAsync(connection, cancellationToken))
        {
            parts = [.. (await PartsAsync(look, district, month, reach, cancellationToken)).Where(part => (part.KeyOf(grouping) ?? "") == key)];
        }

        if (parts.Count == 0)
        {
            return false;
        }

        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await AuditTrail.AppendAsync(transaction, Fetched(district.DistrictId, month, grouping, key, parts), who, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await WriteAsync(connection, district, key.Length == 0 ? Nobody : key, parts, output, cancellationToken);
        return true;
    }

    private static AuditEvent Fetched(DistrictId districtId, DateOnly month, SessionLogGrouping grouping, string key, List<Part> parts) =>
        new(districtId, "session-logs.fetched", grouping == SessionLogGrouping.School ? "school" : "provider", key.Length == 0 ? Nobody : key, new JsonObject
        {
            ["month"] = MonthName.Of(month),
            ["documents"] = new JsonArray([.. parts.Select(part => (JsonNode)$"{part.Version.DocumentId} v{part.Version.Version}")]),
        });

    /// <summary>What is sealed of the month and still shows what is kept.</summary>
    private async Task<List<Part>> PartsAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, SessionLogReach reach, CancellationToken cancellationToken)
    {
        var latest = await SessionLogVersion.LatestAsync(transaction, district.DistrictId, month, cancellationToken);
        var parts = new List<Part>();
        await foreach (var log in SessionLog.OfMonthAsync(transaction, district, month, ledger, reach: reach, cancellationToken: cancellationToken))
        {
            if (latest.GetValueOrDefault(log.DocumentId) is { } version && version.ContentHash == log.ContentHash())
            {
                parts.Add(new($"{log.Name}.pdf", log.Last, log.Sessions.Count, version));
            }
        }

        return parts;
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, District district, string name, IReadOnlyList<Part> parts, Stream output, CancellationToken cancellationToken)
    {
        using var zip = new StableZip(output);
        foreach (var part in parts)
        {
            await using var stored = await FileStore.OpenAsync(connection, district.DistrictId, part.Version.PdfSha256, cancellationToken);
            await using var entry = zip.Add(part.File);
            await stored.CopyToAsync(entry, cancellationToken);
        }

        foreach (var format in new[] { ReportFormat.Csv, ReportFormat.Html })
        {
            await using var entry = zip.Add($"index.{format.Name()}");
            await _index.ReportWithTotal("Session logs", $"{district.Name} · {name}", parts.ToAsyncEnumerable()).WriteAsync(format, entry, cancellationToken);
        }
    }

    private sealed record Part(string File, SessionOfLog Last, int Sessions, SessionLogVersion Version)
    {
        public string? KeyOf(SessionLogGrouping grouping) => grouping == SessionLogGrouping.School ? Last.School : Last.ProviderNumber;
    }
}
