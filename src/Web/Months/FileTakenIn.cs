using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>A file that came in, with the counts that add up to its rows.</summary>
public sealed record FileTakenIn
{
    /// <summary>As many as a home page lists.</summary>
    public const int Latest = 12;

    private const string Columns = """
        select import_file_id, kind, source, file_name, status, refusal, received_at,
               rows_total, rows_entered, rows_changed, rows_malformed, rows_duplicate
        from intake.import_file
        """;

    [Sql]
    private const string LatestSql = Columns + """

        where district_id = @districtId
        order by import_file_id desc
        limit @limit
        """;

    [Sql]
    private const string OneSql = Columns + """

        where district_id = @districtId and import_file_id = @importFileId
        """;

    public long ImportFileId { get; init; }

    /// <summary>students, grid, logs…</summary>
    public required string Kind { get; init; }

    public required string Source { get; init; }

    public required string FileName { get; init; }

    public required string Status { get; init; }

    /// <summary>Why the file as a whole was refused; null where it was not.</summary>
    public string? Refusal { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public int RowsTotal { get; init; }

    public int RowsEntered { get; init; }

    public int RowsChanged { get; init; }

    public int RowsMalformed { get; init; }

    public int RowsDuplicate { get; init; }

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<FileTakenIn>> LatestAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<FileTakenIn>(new CommandDefinition(
            LatestSql, new { districtId, limit = Latest }, cancellationToken: cancellationToken))];

    public static Task<FileTakenIn?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long importFileId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<FileTakenIn?>(new CommandDefinition(
            OneSql, new { districtId, importFileId }, cancellationToken: cancellationToken));
}
