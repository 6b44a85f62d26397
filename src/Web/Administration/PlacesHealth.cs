using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>How it goes at the places from which files are fetched and to which claim files go. See docs/transfer.md.</summary>
public static class PlacesHealth
{
    private const int Most = 50;

    [Sql]
    private const string PlacesSql = """
        select place_id, name, good_at, problem, stopped_at, paused_at from ops.place
        where district_id = @districtId and (poll_at is not null or payer is not null)
        order by stopped_at nulls last, problem nulls last, name
        limit @limit
        """;

    private sealed record Place(int PlaceId, string Name, DateTime? GoodAt, string? Problem, DateTime? StoppedAt, DateTime? PausedAt);

    /// <summary>A line for each place, those that are stopped first.</summary>
    public static async Task<IEnumerable<HealthLine>> OfDistrictAsync(
        NpgsqlConnection connection, DistrictId districtId, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Place>(new CommandDefinition(
            PlacesSql, new { districtId, limit = Most }, cancellationToken: cancellationToken))).Select(place => Of(place, zone));

    private static HealthLine Of(Place place, TimeZoneInfo zone)
    {
        var what = $"Place {place.Name}";
        var reached = place.GoodAt is { } at ? $"Last reached on {Show.Instant(new(at), zone)}." : "Not reached yet.";
        var (severity, says) = place switch
        {
            { PausedAt: { } since } => ("warn", $"Paused since {Show.Instant(new(since), zone)}. {reached}"),
            { StoppedAt: not null } => ("reject", $"Stopped: {place.Problem} {reached} It waits until somebody has mended it and lets it be tried again."),
            { Problem: { } problem } => ("warn", $"{problem} {reached} It is tried again by itself."),
            { GoodAt: null } => ("not-billable", "Not tried yet."),
            _ => ("good", reached),
        };
        return new(what, severity, says, PlaceText.AddressOf(place.PlaceId));
    }
}
