using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;
using Npgsql;

namespace MedicaidLogs.Worker.Places;

/// <summary>Takes turns at places with the other workers, and keeps how it went there.</summary>
public sealed class PlaceTurns(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromHours(1);

    [Sql]
    private const string GoodSql = """
        update ops.place
        set tried_at = @at, good_at = @at, failures = 0, problem = null, retry_at = null, stopped_at = null,
            poll_at = case when poll_at is not null then coalesce(@pollAt, poll_at) end
        where district_id = @districtId and place_id = @placeId
        """;

    /// <summary>The last good try may have been by a clock that is ahead of this machine's.</summary>
    [Sql]
    private const string BadSql = """
        update ops.place
        set tried_at = greatest(@at, good_at), failures = failures + 1, problem = @problem, retry_at = @retryAt,
            poll_at = case when poll_at is not null then greatest(poll_at, @retryAt) end,
            stopped_at = case when @stops then coalesce(stopped_at, @at) else stopped_at end
        where district_id = @districtId and place_id = @placeId
        """;

    /// <summary>Works with a place that nobody else works with meanwhile, and keeps how it went.</summary>
    /// <remarks>The lock is a transaction that does nothing else, so it ends with whoever holds it and needs no session of the server.</remarks>
    /// <param name="byHand">Also where the place waits, is stopped or paused.</param>
    /// <param name="work">Says when to look for files again; null: as it stands.</param>
    public async Task<Tried> TakeAsync(
        DistrictId districtId, int placeId, bool byHand, Func<NpgsqlConnection, Place, Task<DateTimeOffset?>> work, CancellationToken cancellationToken)
    {
        await using var holder = await database.OpenConnectionAsync(cancellationToken);
        await using var holding = await holder.BeginTransactionAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await PlaceLock.TryAsync(holding, placeId, cancellationToken)
            || await Place.FindAsync(connection, districtId, placeId, cancellationToken) is not { } place
            || (!byHand && (!place.IsInUse || place.RetryAt > clock.GetUtcNow())))
        {
            return new(Done: false);
        }

        try
        {
            var pollAt = await work(connection, place);
            await GoodAsync(connection, place, pollAt, cancellationToken);
            return new(Done: true);
        }
        catch (DropboxException fault)
        {
            await BadAsync(connection, place, fault, cancellationToken);
            return new(Done: true, fault);
        }
    }

    /// <summary>After one failure a minute, then twice as long each time, an hour at most.</summary>
    private static TimeSpan WaitAfter(int failures) =>
        TimeSpan.FromMinutes(Math.Min(_longestWait.TotalMinutes, Math.Pow(2, failures - 1)));

    private Task GoodAsync(NpgsqlConnection connection, Place place, DateTimeOffset? pollAt, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            GoodSql, new { place.DistrictId, place.PlaceId, at = clock.GetUtcNow(), pollAt }, cancellationToken: cancellationToken));

    private Task BadAsync(NpgsqlConnection connection, Place place, DropboxException fault, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        return connection.ExecuteAsync(new CommandDefinition(
            BadSql,
            new
            {
                place.DistrictId,
                place.PlaceId,
                at,
                problem = fault.Message,
                retryAt = at + WaitAfter(place.Failures + 1),
                stops = fault.NeedsPerson,
            },
            cancellationToken: cancellationToken));
    }
}

/// <summary>What came of a try.</summary>
/// <param name="Done">False: not tried, for another worker is at it, or the place waits.</param>
/// <param name="Fault">Why it failed; null where it went well.</param>
public sealed record Tried(bool Done, DropboxException? Fault = null);
