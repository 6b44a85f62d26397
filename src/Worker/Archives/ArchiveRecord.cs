using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Archives;

/// <summary>That an archive of a district was written or loaded here, and which: kept beside the audit trail, since no archive can hold its own hash.</summary>
/// <param name="Way"><c>written</c> or <c>loaded</c>.</param>
/// <param name="ManifestSha256">Of the manifest's bytes, and so of every byte of the archive.</param>
public sealed record ArchiveRecord(string Way, string ManifestSha256, int Files, long Bytes)
{
    [Sql]
    private const string InsertSql = """
        insert into ops.district_archive (district_id, way, at, by, manifest_sha256, files, bytes)
        values (@districtId, @way, @at, @by, decode(@manifestSha256, 'hex'), @files, @bytes)
        """;

    /// <summary>In a transaction of its own.</summary>
    internal async Task KeepAsync(NpgsqlDataSource database, DistrictId districtId, ChangeContext change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await KeepAsync(connection, districtId, change, cancellationToken);
    }

    internal Task KeepAsync(NpgsqlConnection connection, DistrictId districtId, ChangeContext change, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new { districtId, Way, at = change.When, by = change.Who.ToString(), ManifestSha256, Files, Bytes },
            cancellationToken: cancellationToken));
}
