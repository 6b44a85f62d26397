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

    /// <summary>Rows of a page.</summary>
    public const int PageSize = 100;

    private const string Columns = """
        select import_file_id, kind, source, file_name, status, refusal, received_at, received_by, finished_at, settled_at,
               rows_total, rows_entered, rows_changed, rows_malformed, rows_duplicate
        from intake.import_file
        """;

    /// <summary>As the index of files with faults has it.</summary>
    private const string ToDo = "settled_at is null and (status <> 'taken-in' or rows_malformed > 0)";

    [Sql]
    private const string PageSql = Columns + """

        where district_id = @districtId and (@after::bigint is null or import_file_id < @after)
        order by import_file_id desc
        limit @limit
        """;

    [Sql]
    private const string ToDoSql = Columns + " where " + ToDo + """
         and district_id = @districtId and (@after::bigint is null or import_file_id < @after)
        order by import_file_id desc
        limit @limit
        """;

    [Sql]
    private const string CountToDoSql = "select count(*)::int from intake.import_file where district_id = @districtId and " + ToDo;

    /// <summary>Not those that come in by themselves.</summary>
    [Sql]
    private const string CountFaultySql =
        "select count(*)::int from intake.import_file where district_id = @districtId and status <> 'received' and " + ToDo;

    [Sql]
    private const string SomeSql = Columns + """

        where district_id = @districtId and import_file_id = any(@ids)
        order by import_file_id
        limit @limit
        """;

    /// <summary>Whoever takes a file in holds its row until the end; the lock that is asked for here is gone with the statement.</summary>
    [Sql]
    private const string NotBegunSql = """
        select import_file_id
        from intake.import_file
        where district_id = @districtId and import_file_id = any(@ids) and status = 'received'
        for no key update skip locked
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

    /// <summary>As the audit trail writes it.</summary>
    public string ReceivedBy { get; init; } = "";

    /// <summary>When it was taken in or refused.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When somebody said that nothing is left to do about it.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>A worker reads its rows at this moment.</summary>
    public bool IsBeingTakenIn { get; private init; }

    public int RowsTotal { get; init; }

    public int RowsEntered { get; init; }

    public int RowsChanged { get; init; }

    public int RowsMalformed { get; init; }

    public int RowsDuplicate { get; init; }

    /// <summary>It waits until somebody says how it is read.</summary>
    public bool IsWaiting => Status == "waiting";

    /// <summary>It is to be taken in, by a worker.</summary>
    public bool IsReceived => Status == "received";

    public bool IsRefused => Refusal is not null;

    /// <summary>Something is wrong with it that nobody has seen to.</summary>
    public bool HasOpenFaults => SettledAt is null && (IsWaiting || IsRefused || RowsMalformed > 0);

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<FileTakenIn>> LatestAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<FileTakenIn>(new CommandDefinition(
            LatestSql, new { districtId, limit = Latest }, cancellationToken: cancellationToken))];

    public static Task<FileTakenIn?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long importFileId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<FileTakenIn?>(new CommandDefinition(
            OneSql, new { districtId, importFileId }, cancellationToken: cancellationToken));

    /// <summary>The latest first.</summary>
    /// <param name="toDo">Those alone that are not taken in without a fault, and not settled.</param>
    /// <param name="after">The last file of the page before; null: the first page.</param>
    /// <returns>A page, and one more where there is a next page.</returns>
    public static Task<IReadOnlyList<FileTakenIn>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, bool toDo, long? after, CancellationToken cancellationToken) =>
        QueryAsync(connection, districtId, toDo ? ToDoSql : PageSql, new { districtId, after, limit = PageSize + 1 }, cancellationToken);

    /// <summary>Files that were not taken in without a fault, and not settled.</summary>
    public static Task<int> CountToDoAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition(CountToDoSql, new { districtId }, cancellationToken: cancellationToken));

    /// <summary>Files with a fault that nobody has settled.</summary>
    public static Task<int> CountFaultyAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition(CountFaultySql, new { districtId }, cancellationToken: cancellationToken));

    /// <summary>Of these ids those that are the district's, the oldest first; at most <see cref="PageSize"/>.</summary>
    public static Task<IReadOnlyList<FileTakenIn>> SomeAsync(
        NpgsqlConnection connection, DistrictId districtId, long[] ids, CancellationToken cancellationToken) =>
        QueryAsync(connection, districtId, SomeSql, new { districtId, ids, limit = PageSize }, cancellationToken);

    private static async Task<IReadOnlyList<FileTakenIn>> QueryAsync(
        NpgsqlConnection connection, DistrictId districtId, string sql, object parameters, CancellationToken cancellationToken)
    {
        var files = (await connection.QueryAsync<FileTakenIn>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
        var received = files.Where(file => file.IsReceived).Select(file => file.ImportFileId).ToArray();
        if (received.Length == 0)
        {
            return files;
        }

        var notBegun = await connection.QueryAsync<long>(new CommandDefinition(
            NotBegunSql, new { districtId, ids = received }, cancellationToken: cancellationToken));
        var begun = received.Except(notBegun).ToHashSet();
        return [.. files.Select(file => file with { IsBeingTakenIn = begun.Contains(file.ImportFileId) })];
    }
}
