using Dapper;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Ingest.Places;

/// <summary>A file that was seen at a place, and what came of it.</summary>
/// <param name="Changed">In the server's own words.</param>
/// <param name="SeenAt">First seen with this size and time.</param>
/// <param name="Outcome"><c>taken-in</c>, <c>came-before</c> (the same bytes, by whatever name), <c>refused</c>; null: not fetched.</param>
/// <param name="Problem">Why it was not fetched, or was refused.</param>
public sealed record SeenFile(
    string FileName, long LengthBytes, string Changed, DateTimeOffset SeenAt, string Kind, string? Outcome, DateTimeOffset? FetchedAt,
    long? ImportFileId, long? ResponseFileId, string? Problem)
{
    [Sql]
    private const string OfPlaceSql = """
        select file_name, length_bytes, changed, seen_at, kind, outcome, fetched_at, import_file_id, response_file_id, problem
        from ops.place_file
        where district_id = @districtId and place_id = @placeId
        order by coalesce(fetched_at, seen_at) desc, file_name
        limit @limit
        """;

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<SeenFile>> OfPlaceAsync(
        NpgsqlConnection connection, Place place, int limit, CancellationToken cancellationToken = default) =>
        (await connection.QueryAsync<SeenFile>(new CommandDefinition(
            OfPlaceSql, new { place.DistrictId, place.PlaceId, limit }, cancellationToken: cancellationToken))).AsList();
}
