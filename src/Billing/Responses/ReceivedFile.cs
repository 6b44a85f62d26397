using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>A row of <c>billing.response_file</c>: a file that a payer sent, and how far we are with it.</summary>
/// <param name="Status">received, posted or refused.</param>
public sealed record ReceivedFile(
    long ResponseFileId, string FileName, FileHash Sha256, DateTimeOffset ReceivedAt, string Status, DateTimeOffset? FinishedAt, string? RefusalJson,
    string? SummaryJson)
{
    private const string Columns = """
        select response_file_id, file_name, sha256, received_at, status, finished_at, refusal::text as refusal_json, summary::text as summary_json
        from billing.response_file
        where district_id = @districtId
        """;

    [Sql]
    private const string ByHashSql = Columns + " and sha256 = @hash";

    [Sql]
    private const string ByIdSql = Columns + " and response_file_id = @responseFileId";

    [Sql]
    private const string ListSql = Columns + """
         and (@month::date is null or (received_at at time zone @timeZone)::date >= @month::date
                                  and (received_at at time zone @timeZone)::date < @month::date + interval '1 month')
        order by response_file_id desc
        limit @limit
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.response_file (district_id, response_file_id, file_name, sha256, received_at, received_by)
        values (@districtId, @responseFileId, @fileName, @hash, @receivedAt, @receivedBy)
        """;

    [Sql]
    private const string ReceiveAgainSql = """
        update billing.response_file
        set status = 'received', finished_at = null, refusal = null
        where district_id = @districtId and response_file_id = @responseFileId and status = 'refused'
        """;

    [Sql]
    private const string FinishSql = """
        update billing.response_file
        set status = @status, finished_at = @finishedAt, refusal = @refusal::jsonb, summary = @summary::jsonb
        where district_id = @districtId and response_file_id = @responseFileId and status = 'received'
        """;

    public const int MaxListed = 1_000;

    /// <summary>Null but for a refused file.</summary>
    public ResponseRefusal? Refusal => ResponsesJson.Refusal(RefusalJson);

    /// <summary>Null but for a posted file.</summary>
    public ResponseSummary? Summary => ResponsesJson.Summary(SummaryJson);

    /// <summary>The latest first, at most <see cref="MaxListed"/>.</summary>
    /// <param name="month">First day of the month in which they came, in the district's time zone; null: any.</param>
    public static async Task<IReadOnlyList<ReceivedFile>> ListAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly? month, string timeZone, CancellationToken cancellationToken = default) =>
        (await connection.QueryAsync<ReceivedFile>(new CommandDefinition(
            ListSql, new { districtId, month, timeZone, limit = MaxListed }, cancellationToken: cancellationToken))).AsList();

    /// <summary>The file of that number, or null.</summary>
    public static Task<ReceivedFile?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long responseFileId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<ReceivedFile?>(new CommandDefinition(
            ByIdSql, new { districtId, responseFileId }, cancellationToken: cancellationToken));

    internal static Task<ReceivedFile?> FindAsync(
        NpgsqlTransaction transaction, DistrictId districtId, FileHash hash, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<ReceivedFile?>(new CommandDefinition(
            ByHashSql, new { districtId, hash }, transaction, cancellationToken: cancellationToken));

    internal static Task<ReceivedFile> LoadAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long responseFileId, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleAsync<ReceivedFile>(new CommandDefinition(
            ByIdSql, new { districtId, responseFileId }, transaction, cancellationToken: cancellationToken));

    internal static Task InsertAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long responseFileId, string fileName, FileHash hash, DateTimeOffset receivedAt,
        string receivedBy, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql, new { districtId, responseFileId, fileName, hash, receivedAt, receivedBy }, transaction, cancellationToken: cancellationToken));

    internal static Task ReceiveAgainAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long responseFileId, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            ReceiveAgainSql, new { districtId, responseFileId }, transaction, cancellationToken: cancellationToken));

    internal static Task FinishAsync(
        NpgsqlTransaction transaction, DistrictId districtId, ResponseOutcome outcome, DateTimeOffset finishedAt, CancellationToken cancellationToken)
    {
        (string Status, string? Refusal, string? Summary) end = outcome switch
        {
            ResponseOutcome.Posted posted => ("posted", null, ResponsesJson.Write(posted.Summary)),
            ResponseOutcome.Refused refused => ("refused", ResponsesJson.Write(refused.Refusal), null),
            _ => throw new ArgumentException("Only what was posted or refused is finished.", nameof(outcome)),
        };
        return transaction.Connection!.ExecuteAsync(new CommandDefinition(
            FinishSql, new { districtId, outcome.ResponseFileId, end.Status, finishedAt, end.Refusal, end.Summary }, transaction, cancellationToken: cancellationToken));
    }
}
