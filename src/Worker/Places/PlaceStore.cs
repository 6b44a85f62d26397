using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Worker.Dropboxes;
using Npgsql;

namespace MedicaidLogs.Worker.Places;

/// <summary>Sets a district's places, and keeps how it goes there.</summary>
public sealed class PlaceStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const int LockSpace = 3; // of the two-number advisory locks: DistrictLock has 1, session logs have 2

    private static readonly TimeSpan _longestWait = TimeSpan.FromHours(1);

    /// <summary>What was released before a payer's files went here for the first time was sent by hand, and is not sent again.</summary>
    [Sql]
    private const string SetSql = """
        insert into ops.place as p (district_id, name, setup, set_at, set_by, poll_at, payer, delivers_since)
        values (@districtId, @name, @setup::jsonb, @at::timestamptz, @by, case when @fetches then @at::timestamptz end, @payer,
                case when @payer::text is not null then @at::timestamptz end)
        on conflict (district_id, name) do update
        set setup = excluded.setup, set_at = excluded.set_at, set_by = excluded.set_by, poll_at = excluded.poll_at, payer = excluded.payer,
            delivers_since = case when p.payer = excluded.payer then p.delivers_since else excluded.delivers_since end,
            failures = 0, problem = null, retry_at = null, stopped_at = null
        returning place_id
        """;

    /// <summary>A claim file whose bytes are there already, without its name.</summary>
    [Sql]
    private const string OnItsWaySql = """
        select exists (
            select from billing.claim_delivery
            where district_id = @districtId and place_id = @placeId and laid_down_at is not null and delivered_at is null)
        """;

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

    [Sql]
    private const string ResumeSql = """
        update ops.place
        set failures = 0, problem = null, retry_at = null, stopped_at = null, poll_at = case when poll_at is not null then @at::timestamptz end
        where district_id = @districtId and place_id = @placeId and failures > 0
        """;

    [Sql]
    private const string LockSql = "select pg_try_advisory_xact_lock(@space, @placeId)";

    /// <summary>Adds a place, or puts this in the place of the one of its name; what was wrong with that is forgotten.</summary>
    public async Task<Place> SetAsync(DistrictId districtId, PlaceFile file, Actor by, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DemandNothingOnItsWayAsync(transaction, districtId, file, cancellationToken);
        var change = new ChangeContext(by, clock.GetUtcNow());
        int placeId;
        try
        {
            placeId = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                SetSql,
                new
                {
                    districtId,
                    name = file.Name,
                    setup = file.ToJson(),
                    at = change.When,
                    by = by.ToString(),
                    fetches = file.Fetch is not null,
                    payer = file.Deliver?.Payer,
                },
                transaction, cancellationToken: cancellationToken));
        }
        catch (PostgresException taken) when (taken.ConstraintName == "place_of_payer")
        {
            throw new PlaceFileException([$"deliver.payer: the claim files of {file.Deliver!.Payer} go to another place already."]);
        }

        await AppendAsync(transaction, districtId, "place.set", placeId, file.Name, change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await Place.FindAsync(connection, districtId, placeId, cancellationToken))!;
    }

    /// <summary>A person has looked: it is tried again at once.</summary>
    /// <returns>Whether anything was wrong with it.</returns>
    public async Task<bool> ResumeAsync(Place place, Actor by, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var change = new ChangeContext(by, clock.GetUtcNow());
        var resumed = await connection.ExecuteAsync(new CommandDefinition(
            ResumeSql, new { place.DistrictId, place.PlaceId, at = change.When }, transaction, cancellationToken: cancellationToken)) == 1;
        if (resumed)
        {
            await AppendAsync(transaction, place.DistrictId, "place.resumed", place.PlaceId, place.File.Name, change, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return resumed;
    }

    /// <summary>Works with a place that nobody else works with meanwhile, and keeps how it went.</summary>
    /// <remarks>The lock is a transaction that does nothing else, so it ends with whoever holds it and needs no session of the server.</remarks>
    /// <param name="byHand">Also where the place waits or is stopped.</param>
    /// <param name="work">Says when to look for files again; null: as it stands.</param>
    public async Task<Tried> WithAsync(
        DistrictId districtId, int placeId, bool byHand, Func<NpgsqlConnection, Place, Task<DateTimeOffset?>> work, CancellationToken cancellationToken)
    {
        await using var holder = await database.OpenConnectionAsync(cancellationToken);
        await using var holding = await holder.BeginTransactionAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await TryLockAsync(holding, placeId, cancellationToken)
            || await Place.FindAsync(connection, districtId, placeId, cancellationToken) is not { } place
            || (!byHand && (place.StoppedAt is not null || place.RetryAt > clock.GetUtcNow())))
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

    /// <summary>Looked for elsewhere, its part would not be there, which means that the payer took the file.</summary>
    private static async Task DemandNothingOnItsWayAsync(
        NpgsqlTransaction transaction, DistrictId districtId, PlaceFile file, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        if (await Place.FindAsync(connection, districtId, file.Name, cancellationToken) is not { } place || place.File.IsSameWay(file))
        {
            return;
        }

        if (!await TryLockAsync(transaction, place.PlaceId, cancellationToken)
            || await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                OnItsWaySql, new { districtId, place.PlaceId }, transaction, cancellationToken: cancellationToken)))
        {
            throw new PlaceFileException(
                ["A worker is at this place, or a claim file is half-way into its folder. Let it arrive before kind, address, port, user or deliver change."]);
        }
    }

    /// <summary>Until the transaction ends.</summary>
    private static Task<bool> TryLockAsync(NpgsqlTransaction transaction, int placeId, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            LockSql, new { space = LockSpace, placeId }, transaction, cancellationToken: cancellationToken));

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

    private static Task AppendAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string action, int placeId, string name, ChangeContext change, CancellationToken cancellationToken) =>
        AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, action, "place", placeId.ToString(CultureInfo.InvariantCulture), new() { ["name"] = name }),
            change,
            cancellationToken);
}

/// <summary>What came of a try.</summary>
/// <param name="Done">False: not tried, for another worker is at it, or the place waits.</param>
/// <param name="Fault">Why it failed; null where it went well.</param>
public sealed record Tried(bool Done, DropboxException? Fault = null);
