using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Files;

/// <summary>Keeps and drops a district's column mappings; each change stands in the audit trail with the mapping as it was written.</summary>
public sealed class MappingStore(NpgsqlDataSource database, TimeProvider clock)
{
    public const int LongestPattern = 100;

    [Sql]
    private const string SaveSql = """
        insert into intake.column_mapping (district_id, kind, source, file_pattern, content, saved_at, saved_by)
        values (@districtId, @kind, @source, @pattern, @json::json, @at, @by)
        on conflict (district_id, kind, source) do update
        set file_pattern = excluded.file_pattern, content = excluded.content, saved_at = excluded.saved_at, saved_by = excluded.saved_by
        """;

    [Sql]
    private const string RemoveSql = """
        delete from intake.column_mapping
        where district_id = @districtId and kind = @kind and source = @source
        returning content::text
        """;

    /// <summary>Keeps a mapping, in the place of an earlier one of the same source and kind.</summary>
    /// <param name="pattern">Of the names of files that it reads, <see cref="LongestPattern"/> characters at most; null: none.</param>
    /// <exception cref="ArgumentException">The mapping was not read from JSON.</exception>
    public async Task SaveAsync(
        DistrictId districtId, ColumnMapping mapping, string? pattern, Actor by, CancellationToken cancellationToken = default)
    {
        var json = mapping.Json ?? throw new ArgumentException("The mapping has no text to keep.", nameof(mapping));
        var change = new ChangeContext(by, clock.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            SaveSql,
            new { districtId, mapping.Kind, mapping.Source, pattern, json, at = change.When, by = by.ToString() },
            transaction,
            cancellationToken: cancellationToken));
        await AuditTrail.AppendAsync(transaction, Happened(districtId, "saved", mapping.Kind, mapping.Source, json), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>False where the district has no such mapping.</returns>
    public async Task<bool> RemoveAsync(
        DistrictId districtId, string kind, string source, Actor by, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var json = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            RemoveSql, new { districtId, kind, source }, transaction, cancellationToken: cancellationToken));
        if (json is null)
        {
            return false;
        }

        await AuditTrail.AppendAsync(
            transaction, Happened(districtId, "removed", kind, source, json), new(by, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static AuditEvent Happened(DistrictId districtId, string what, string kind, string source, string json) =>
        new(districtId, $"column-mapping.{what}", "column-mapping", $"{kind}/{source}", new JsonObject { ["mapping"] = JsonNode.Parse(json) });
}
