using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Files;

/// <summary>A column mapping that a district keeps for the files to come: one for each source and kind.</summary>
/// <param name="FilePattern">Of the names of files that it reads, with <c>*</c> and <c>?</c>; null: they are known by their columns.</param>
/// <param name="Content">Its JSON as it was written.</param>
public sealed record SavedMapping(
    string Kind, string Source, string? FilePattern, string Content, DateTimeOffset SavedAt, string SavedBy)
{
    /// <summary>More than a district has vendors.</summary>
    public const int Most = 200;

    private const string Columns = """
        select kind, source, file_pattern, content::text as content, saved_at, saved_by
        from intake.column_mapping
        """;

    [Sql]
    private const string ListSql = Columns + """

        where district_id = @districtId
        order by source, kind
        limit @limit
        """;

    [Sql]
    private const string OneSql = Columns + """

        where district_id = @districtId and kind = @kind and source = @source
        """;

    public ColumnMapping Mapping { get; } = ColumnMapping.Parse(Content);

    public static async Task<IReadOnlyList<SavedMapping>> ListAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default) =>
        [.. await connection.QueryAsync<SavedMapping>(new CommandDefinition(
            ListSql, new { districtId, limit = Most }, cancellationToken: cancellationToken))];

    /// <summary>Null where the district has no such mapping.</summary>
    public static Task<SavedMapping?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, string kind, string source, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<SavedMapping?>(new CommandDefinition(
            OneSql, new { districtId, kind, source }, cancellationToken: cancellationToken));
}
