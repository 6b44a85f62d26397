using System.Text;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Places;

/// <summary>A place of a district, and how it goes there.</summary>
/// <param name="PollAt">The next look for files; null: none are fetched.</param>
/// <param name="DeliversSince">Claim files released before this went out by hand; null: none go there.</param>
/// <param name="Failures">Tries in a row that failed, the last of them for <paramref name="Problem"/>.</param>
/// <param name="RetryAt">Not tried again before.</param>
/// <param name="StoppedAt">Since when it waits for a person, because of <paramref name="Problem"/>; null: it does not.</param>
/// <param name="PausedAt">Since when it is not used, because a person said so; null: it is.</param>
public sealed record Place(
    DistrictId DistrictId, int PlaceId, string Setup, DateTimeOffset SetAt, DateTimeOffset? PollAt, DateTimeOffset? DeliversSince, DateTimeOffset? TriedAt,
    DateTimeOffset? GoodAt, int Failures, string? Problem, DateTimeOffset? RetryAt, DateTimeOffset? StoppedAt, DateTimeOffset? PausedAt)
{
    private const string Columns = """
        select district_id, place_id, setup::text as setup, set_at, poll_at, delivers_since, tried_at, good_at, failures, problem, retry_at,
               stopped_at, paused_at
        from ops.place
        where district_id = @districtId
        """;

    [Sql]
    private const string AllSql = Columns + " order by name limit 1000";

    [Sql]
    private const string ByNameSql = Columns + " and name = @name";

    [Sql]
    private const string ByIdSql = Columns + " and place_id = @placeId";

    private PlaceFile? _file;

    public PlaceFile File => _file ??= PlaceFile.Parse(Encoding.UTF8.GetBytes(Setup));

    /// <summary>Workers go there by themselves.</summary>
    public bool IsInUse => StoppedAt is null && PausedAt is null;

    public static async Task<IReadOnlyList<Place>> AllAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default) =>
        (await connection.QueryAsync<Place>(new CommandDefinition(AllSql, new { districtId }, cancellationToken: cancellationToken))).AsList();

    public static Task<Place?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, string name, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<Place?>(new CommandDefinition(
            ByNameSql, new { districtId, name }, cancellationToken: cancellationToken));

    public static Task<Place?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, int placeId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<Place?>(new CommandDefinition(
            ByIdSql, new { districtId, placeId }, cancellationToken: cancellationToken));
}
