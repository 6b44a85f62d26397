using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;
using Npgsql;

namespace MedicaidLogs.Worker.Places;

/// <summary>What an inbox remembers of the files at a place, from one look to the next.</summary>
internal static class SeenFiles
{
    [Sql]
    private const string OfNamesSql = SeenFile.Columns + " and file_name = any(@names)";

    /// <summary>A name that stands for other bytes now is a new file.</summary>
    [Sql]
    private const string SeeSql = """
        insert into ops.place_file (district_id, place_id, file_name, length_bytes, changed, seen_at, kind)
        values (@districtId, @placeId, @fileName, @lengthBytes, @changed, @at, @kind)
        on conflict (district_id, place_id, file_name) do update
        set length_bytes = excluded.length_bytes, changed = excluded.changed, seen_at = excluded.seen_at, kind = excluded.kind,
            outcome = null, fetched_at = null, import_file_id = null, response_file_id = null, problem = null,
            gone_at = null
        """;

    [Sql]
    private const string EndSql = """
        update ops.place_file
        set outcome = @outcome, fetched_at = case when @outcome::text is not null then @at::timestamptz end, import_file_id = @importFileId,
            response_file_id = @responseFileId, problem = @problem
        where district_id = @districtId and place_id = @placeId and file_name = @fileName
        """;

    /// <summary>What left before it was fetched.</summary>
    [Sql]
    private const string ForgetSql = """
        delete from ops.place_file
        where district_id = @districtId and place_id = @placeId and outcome is null and not (file_name = any(@there))
        """;

    /// <summary>What was fetched and lies there no longer, and what came back: a year after it left, nobody asks for it.</summary>
    [Sql]
    private const string GoneSql = """
        update ops.place_file
        set gone_at = case when gone_at is null then @at::timestamptz end
        where district_id = @districtId and place_id = @placeId and outcome is not null and (gone_at is null) <> (file_name = any(@there))
        """;

    public static async Task<Dictionary<string, SeenFile>> OfNamesAsync(
        NpgsqlConnection connection, Place place, IEnumerable<RemoteFile> there, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<SeenFile>(new CommandDefinition(
            OfNamesSql, new { place.DistrictId, place.PlaceId, names = Names(there) }, cancellationToken: cancellationToken)))
        .ToDictionary(seen => seen.FileName);

    public static bool Is(this SeenFile seen, RemoteFile file) => (seen.LengthBytes, seen.Changed) == (file.LengthBytes, file.Changed);

    public static Task SeeAsync(
        NpgsqlConnection connection, Place place, RemoteFile file, string kind, DateTimeOffset at, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            SeeSql,
            new { place.DistrictId, place.PlaceId, fileName = file.Name.Text, file.LengthBytes, file.Changed, at, kind },
            cancellationToken: cancellationToken));

    public static Task EndAsync(
        NpgsqlConnection connection, Place place, RemoteName name, FetchOutcome end, DateTimeOffset at, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            EndSql,
            new
            {
                place.DistrictId,
                place.PlaceId,
                fileName = name.Text,
                outcome = end.Word,
                at,
                end.ImportFileId,
                end.ResponseFileId,
                end.Problem,
            },
            cancellationToken: cancellationToken));

    /// <summary>Keeps what is no longer there apart from what is.</summary>
    public static async Task CompareAsync(
        NpgsqlConnection connection, Place place, IEnumerable<RemoteFile> files, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var there = Names(files);
        await ExecuteAsync(ForgetSql);
        await ExecuteAsync(GoneSql);

        Task ExecuteAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(
            sql, new { place.DistrictId, place.PlaceId, there, at }, cancellationToken: cancellationToken));
    }

    private static string[] Names(IEnumerable<RemoteFile> files) => [.. files.Select(file => file.Name.Text)];
}

/// <summary>What came of one file at a place.</summary>
/// <param name="Word">As <c>ops.place_file.outcome</c> has it; null: it was not fetched.</param>
internal sealed record FetchOutcome(string? Word, long? ImportFileId = null, long? ResponseFileId = null, string? Problem = null);
