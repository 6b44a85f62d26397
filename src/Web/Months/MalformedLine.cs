using System.Text;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>A line of a file that could not be read, as it came.</summary>
public sealed record MalformedLine(int LineNumber, string Reason, byte[] RawLine)
{
    public const int PageSize = 100;

    [Sql]
    private const string OfFileSql = """
        select line_number, reason, raw_line
        from intake.malformed_line
        where district_id = @districtId and import_file_id = @importFileId
        order by line_number
        limit @limit offset @offset
        """;

    /// <summary>Of a whole file: as many as an import keeps.</summary>
    [Sql]
    private const string AllSql = """
        select line_number, reason, raw_line
        from intake.malformed_line
        where district_id = @districtId and import_file_id = @importFileId
        order by line_number
        limit @limit
        """;

    /// <summary>For reading: bytes that are not UTF-8 and controls show as a replacement sign.</summary>
    public string Text => new([.. Encoding.UTF8.GetString(RawLine).Select(c => char.IsControl(c) && c is not '\n' and not '\t' ? '\uFFFD' : c)]);

    /// <param name="page">1 and up.</param>
    public static async Task<IReadOnlyList<MalformedLine>> OfFileAsync(
        NpgsqlConnection connection, DistrictId districtId, long importFileId, int page, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<MalformedLine>(new CommandDefinition(
            OfFileSql,
            new { districtId, importFileId, limit = PageSize, offset = (page - 1) * PageSize },
            cancellationToken: cancellationToken))];

    /// <summary>All of a file's, in its order, as they come from the database.</summary>
    public static IAsyncEnumerable<MalformedLine> AllAsync(NpgsqlConnection connection, DistrictId districtId, long importFileId) =>
        connection.QueryUnbufferedAsync<MalformedLine>(AllSql, new { districtId, importFileId, limit = CsvFile.MaxMalformedLines });
}
