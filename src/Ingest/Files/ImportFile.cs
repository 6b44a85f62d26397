using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Files;

/// <summary>A file that was sent, as <c>intake.import_file</c> keeps it.</summary>
/// <param name="Mapping">The JSON of its column mapping; null where it has our own columns.</param>
/// <param name="Status">
/// <c>received</c>: its rows are still to be taken in; <c>taken-in</c>; <c>refused</c>; <c>waiting</c>: until somebody says how it is read.
/// </param>
internal sealed record ImportFile(
    long ImportFileId, string Kind, string Source, string? Mapping, FileHash Sha256, string Status, string? Refusal, DateTimeOffset? FinishedAt)
{
    [Sql]
    private const string ColumnsSql = """
        select import_file_id, kind, source, mapping::text as mapping, sha256, status, refusal, finished_at
        from intake.import_file
        """;

    [Sql]
    private const string ByHashSql = ColumnsSql + """

        where district_id = @districtId and sha256 = @hash and (kind in (@kind, 'unknown') or @kind = 'unknown')
        order by kind <> @kind, import_file_id
        limit 1
        for update
        """;

    [Sql]
    private const string ByIdSql = ColumnsSql + """

        where district_id = @districtId and import_file_id = @importFileId
        for update
        """;

    [Sql]
    private const string InsertSql = """
        insert into intake.import_file
            (district_id, import_file_id, kind, source, mapping, file_name, sha256, status, received_at, received_by)
        values (@districtId, @importFileId, @kind, @source, @mapping::jsonb, @fileName, @hash, case @kind when 'unknown' then 'waiting' else 'received' end, @at, @by)
        """;

    [Sql]
    private const string ReceiveAgainSql = """
        update intake.import_file
        set status = 'received', refusal = null, finished_at = null, kind = @kind, source = @source, mapping = @mapping::jsonb,
            file_name = @fileName, received_at = @at, received_by = @by, settled_at = null, settled_by = null
        where district_id = @districtId and import_file_id = @importFileId and status <> 'taken-in'
        """;

    [Sql]
    private const string FinishSql = """
        update intake.import_file
        set status = 'taken-in', finished_at = @at, rows_total = @total, rows_entered = @entered, rows_changed = @changed,
            rows_malformed = @malformed, rows_duplicate = @duplicates
        where district_id = @districtId and import_file_id = @importFileId and status = 'received'
        """;

    [Sql]
    private const string RefuseSql = """
        update intake.import_file
        set status = 'refused', finished_at = @at, refusal = @reason
        where district_id = @districtId and import_file_id = @importFileId and status = 'received'
        """;

    [Sql]
    private const string SettleSql = """
        update intake.import_file
        set settled_at = @at, settled_by = @by
        where district_id = @districtId and import_file_id = @importFileId and settled_at is null
        """;

    /// <summary>
    /// The file of these bytes, held until the transaction ends; null where it never came. As another kind it is another file, unless it
    /// waits to be told what it is, or nobody says what it is now.
    /// </summary>
    public static Task<ImportFile?> FindAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string kind, FileHash hash, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<ImportFile?>(new CommandDefinition(
            ByHashSql, new { districtId, kind, hash }, transaction, cancellationToken: cancellationToken));

    /// <summary>Held until the transaction ends, so that nobody sends it again meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The district has no such file.</exception>
    public static Task<ImportFile> LoadAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long importFileId, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleAsync<ImportFile>(new CommandDefinition(
            ByIdSql, new { districtId, importFileId }, transaction, cancellationToken: cancellationToken));

    public static Task InsertAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long importFileId, SentFile sent, FileHash hash, DateTimeOffset at,
        CancellationToken cancellationToken) =>
        ExecuteAsync(transaction, InsertSql, new
        {
            districtId,
            importFileId,
            kind = sent.Kind,
            source = sent.Source,
            mapping = sent.Mapping?.Json,
            fileName = sent.FileName,
            hash,
            at,
            by = sent.By.ToString(),
        }, cancellationToken);

    /// <summary>A file that was refused, or whose taking in died, comes again: with another mapping, or after what it refers to.</summary>
    public static Task ReceiveAgainAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long importFileId, SentFile sent, DateTimeOffset at, CancellationToken cancellationToken) =>
        ExecuteAsync(transaction, ReceiveAgainSql, new
        {
            districtId,
            importFileId,
            kind = sent.Kind,
            source = sent.Source,
            mapping = sent.Mapping?.Json,
            fileName = sent.FileName,
            at,
            by = sent.By.ToString(),
        }, cancellationToken);

    public static Task FinishAsync(IntakeContext intake, IntakeResult result, CancellationToken cancellationToken) =>
        ExecuteAsync(intake.Transaction, FinishSql, new
        {
            districtId = intake.District.DistrictId,
            importFileId = intake.ImportFileId,
            at = intake.Change.When,
            total = result.Total,
            entered = result.Entered,
            changed = result.Changed,
            malformed = result.Malformed.Count,
            duplicates = result.Duplicates,
        }, cancellationToken);

    public static Task RefuseAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long importFileId, string reason, DateTimeOffset at, CancellationToken cancellationToken) =>
        ExecuteAsync(transaction, RefuseSql, new { districtId, importFileId, reason, at }, cancellationToken);

    /// <returns>False where somebody settled it before, or there is no such file.</returns>
    public static async Task<bool> SettleAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long importFileId, ChangeContext change, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            SettleSql, new { districtId, importFileId, at = change.When, by = change.Who.ToString() }, transaction,
            cancellationToken: cancellationToken)) == 1;

    private static async Task ExecuteAsync(NpgsqlTransaction transaction, string sql, object values, CancellationToken cancellationToken)
    {
        var rows = await transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
        if (rows != 1)
        {
            throw new InvalidOperationException("The file is not in the state that this step begins from.");
        }
    }
}
