using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Ingest.Places;

/// <summary>A file that was seen at a place, and what came of it.</summary>
/// <param name="Changed">In the server's own words.</param>
/// <param name="SeenAt">First seen with this size and time.</param>
/// <param name="Outcome"><c>taken-in</c>, <c>came-before</c> (the same bytes, by whatever name), <c>refused</c>; null: not fetched.</param>
/// <param name="Problem">Why it was not fetched, or was refused.</param>
/// <param name="GoneAt">Since when it no longer lies there; null: it did at the last look.</param>
/// <param name="NameHash">Tells files of one instant apart, in addresses too, where a name of a partner's must not stand.</param>
public sealed record SeenFile(
    string FileName, long LengthBytes, string Changed, DateTimeOffset SeenAt, string Kind, string? Outcome, DateTimeOffset? FetchedAt,
    long? ImportFileId, long? ResponseFileId, string? Problem, DateTimeOffset? GoneAt, string NameHash)
{
    public const int PageSize = 100;

    /// <summary>Its columns, for statements that read more of them.</summary>
    public const string Columns = """
        select file_name, length_bytes, changed, seen_at, kind, outcome, fetched_at, import_file_id, response_file_id, problem, gone_at,
               md5(file_name) as name_hash
        from ops.place_file
        where district_id = @districtId and place_id = @placeId
        """;

    [Sql]
    private const string PageSql = Columns + """
         and (@at::timestamptz is null or (coalesce(fetched_at, seen_at), md5(file_name)) < (@at, @hash))
        order by coalesce(fetched_at, seen_at) desc, md5(file_name) desc
        limit @limit
        """;

    /// <summary>Where it stands in the list: microseconds, a dash, its hash.</summary>
    public string Position => string.Create(
        CultureInfo.InvariantCulture, $"{((FetchedAt ?? SeenAt) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}-{NameHash}");

    /// <summary>The latest first; one more than a page where there are more.</summary>
    /// <param name="after">Goes on after the file of this <see cref="Position"/>; null, and where it is none: from the latest.</param>
    public static async Task<IReadOnlyList<SeenFile>> PageAsync(
        NpgsqlConnection connection, Place place, string? after = null, CancellationToken cancellationToken = default)
    {
        var (at, hash) = Read(after);
        return (await connection.QueryAsync<SeenFile>(new CommandDefinition(
            PageSql, new { place.DistrictId, place.PlaceId, at, hash, limit = PageSize + 1 }, cancellationToken: cancellationToken))).AsList();
    }

    private static (DateTimeOffset? At, string? Hash) Read(string? position) =>
        position?.Split('-') is [var micros, { Length: 32 } hash]
        && long.TryParse(micros, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostMicroseconds
            ? (DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond), hash)
            : (null, null);

    /// <summary>Of the year 9999; beyond it there is no instant.</summary>
    private static long MostMicroseconds => (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
