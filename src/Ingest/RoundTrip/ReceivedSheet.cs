using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>A corrected sheet as somebody sent it.</summary>
/// <param name="SentBy">The user's name, or the command that sent it.</param>
/// <param name="AppliedAt">When its corrections were made first; null: not yet.</param>
/// <param name="Rows">How many it had then.</param>
/// <param name="Changed">How many entries were corrected then.</param>
public sealed record ReceivedSheet(
    DistrictId DistrictId, long SheetId, FileHash Hash, string FileName, DateTimeOffset SentAt, string SentBy, DateTimeOffset? AppliedAt, int? Rows, int? Changed)
{
    /// <summary>As many as a list shows, the latest.</summary>
    public const int Most = 50;

    private const string Columns = """
        select c.district_id, c.sheet_id, c.sha256, c.file_name, c.sent_at, coalesce(u.display_name, c.sent_by) as sent_by, c.applied_at, c.rows_total, c.rows_changed
        from intake.correction_sheet c
        left join ops.user_account u on u.district_id = c.district_id and 'user:' || u.user_id = c.sent_by
        """;

    [Sql]
    private const string FindSql = Columns + """

        where c.district_id = @districtId and c.sheet_id = @sheetId
        """;

    [Sql]
    private const string LatestSql = Columns + """

        where c.district_id = @districtId
        order by c.sheet_id desc
        limit @limit
        """;

    private sealed record Row(
        int DistrictId, long SheetId, byte[] Sha256, string FileName, DateTime SentAt, string SentBy, DateTime? AppliedAt, int? RowsTotal, int? RowsChanged)
    {
        public ReceivedSheet Sheet => new(
            new(DistrictId), SheetId, FileHash.FromBytes(Sha256), FileName, new(SentAt), SentBy, AppliedAt is { } at ? new DateTimeOffset(at) : null, RowsTotal, RowsChanged);
    }

    public static async Task<ReceivedSheet?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long sheetId, CancellationToken cancellationToken) =>
        (await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            FindSql, new { districtId, sheetId }, cancellationToken: cancellationToken)))?.Sheet;

    public static async Task<IReadOnlyList<ReceivedSheet>> LatestAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(
            LatestSql, new { districtId, limit = Most }, cancellationToken: cancellationToken))).Select(row => row.Sheet)];
}
