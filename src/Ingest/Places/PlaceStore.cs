using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Places;

/// <summary>What people decide about a district's places.</summary>
public sealed class PlaceStore(NpgsqlDataSource database, TimeProvider clock)
{
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
    private const string OnItsWaySql =
        "select exists (select from billing.place_with_part where district_id = @districtId and place_id = @placeId)";

    [Sql]
    private const string ResumeSql = """
        update ops.place
        set failures = 0, problem = null, retry_at = null, stopped_at = null, paused_at = null,
            poll_at = case when poll_at is not null then @at::timestamptz end
        where district_id = @districtId and place_id = @placeId and (failures > 0 or paused_at is not null)
        """;

    [Sql]
    private const string PauseSql =
        "update ops.place set paused_at = @at where district_id = @districtId and place_id = @placeId and paused_at is null";

    [Sql]
    private const string LookSql = """
        update ops.place set poll_at = @at, retry_at = null
        where district_id = @districtId and place_id = @placeId and poll_at is not null and stopped_at is null and paused_at is null
        """;

    /// <summary>As <c>ops.wake_workers</c> does where a table changes.</summary>
    [Sql]
    private const string WakeSql = "select pg_notify('medlogs_work', '')";

    /// <summary>Adds a place, or puts this in the place of the one of its name; what was wrong with that is forgotten. A paused one stays paused.</summary>
    /// <param name="why">For the audit trail, which tells what was changed, before and after.</param>
    /// <param name="seen">
    /// The <see cref="PlaceFile.Token"/> of the place as the person saw it who changes it; empty: there was none; null: whatever it is.
    /// </param>
    /// <exception cref="PlaceFileException">It is not as it was seen, another place has the payer, or a claim file is half-way there.</exception>
    public async Task<Place> SetAsync(
        DistrictId districtId, PlaceFile file, Actor by, string? why = null, string? seen = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var before = await Place.FindAsync(connection, districtId, file.Name, cancellationToken);
        DemandSeen(before, seen);
        if (before is not null && !before.File.IsSameWay(file))
        {
            await DemandNothingOnItsWayAsync(transaction, before, cancellationToken);
        }

        var change = new ChangeContext(by, clock.GetUtcNow(), why);
        var placeId = await StoreAsync(transaction, districtId, file, change, cancellationToken);
        var changes = before?.File.ChangesTo(file);
        await AppendAsync(transaction, districtId, "place.set", placeId, file.Name, change, cancellationToken, changes);
        await WakeAsync(transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await Place.FindAsync(connection, districtId, placeId, cancellationToken))!;
    }

    /// <summary>A person has looked, or wants it used again: it is tried at once.</summary>
    /// <returns>Whether anything was wrong with it, or it was paused.</returns>
    public Task<bool> ResumeAsync(Place place, Actor by, CancellationToken cancellationToken = default) =>
        DecideAsync(ResumeSql, "place.resumed", place, new(by, clock.GetUtcNow()), cancellationToken);

    /// <summary>Nothing is fetched there and nothing delivered by itself until a person resumes it.</summary>
    /// <returns>False where it was paused already.</returns>
    public Task<bool> PauseAsync(Place place, Actor by, string why, CancellationToken cancellationToken = default) =>
        DecideAsync(PauseSql, "place.paused", place, new(by, clock.GetUtcNow(), why), cancellationToken);

    /// <summary>Has a worker look for files now instead of when it is due. No event: a look changes nothing that a person decides.</summary>
    /// <returns>False where none are fetched there, or it waits for a person.</returns>
    public async Task<bool> LookNowAsync(Place place, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var looks = await ExecuteAsync(transaction, LookSql, place, clock.GetUtcNow(), cancellationToken);
        await WakeAsync(transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return looks;
    }

    private static void DemandSeen(Place? place, string? seen)
    {
        switch (seen, place)
        {
            case ("", not null):
                throw new PlaceFileException(["name: the district has a place of this name already."]);
            case ({ Length: > 0 }, _) when place?.File.Token != seen:
                throw new PlaceFileException(["Somebody else changed this place while you were at it. Look at it again, and then change it."]);
        }
    }

    /// <summary>Looked for elsewhere, its part would not be there, which means that the payer took the file.</summary>
    private static async Task DemandNothingOnItsWayAsync(NpgsqlTransaction transaction, Place place, CancellationToken cancellationToken)
    {
        if (!await PlaceLock.TryAsync(transaction, place.PlaceId, cancellationToken)
            || await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
                OnItsWaySql, new { place.DistrictId, place.PlaceId }, transaction, cancellationToken: cancellationToken)))
        {
            throw new PlaceFileException(
                ["A worker is at this place, or a claim file is half-way into its folder. Let it arrive before kind, address, port, user or deliver change."]);
        }
    }

    private static async Task<int> StoreAsync(
        NpgsqlTransaction transaction, DistrictId districtId, PlaceFile file, ChangeContext change, CancellationToken cancellationToken)
    {
        try
        {
            return await transaction.Connection!.ExecuteScalarAsync<int>(new CommandDefinition(
                SetSql,
                new
                {
                    districtId,
                    name = file.Name,
                    setup = file.ToJson(),
                    at = change.When,
                    by = change.Who.ToString(),
                    fetches = file.Fetch is not null,
                    payer = file.Deliver?.Payer,
                },
                transaction, cancellationToken: cancellationToken));
        }
        catch (PostgresException taken) when (taken.ConstraintName == "place_of_payer")
        {
            throw new PlaceFileException([$"deliver.payer: the claim files of {file.Deliver!.Payer} go to another place already."]);
        }
    }

    private async Task<bool> DecideAsync(string sql, string action, Place place, ChangeContext change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await ExecuteAsync(transaction, sql, place, change.When, cancellationToken))
        {
            return false;
        }

        await AppendAsync(transaction, place.DistrictId, action, place.PlaceId, place.File.Name, change, cancellationToken);
        await WakeAsync(transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<bool> ExecuteAsync(
        NpgsqlTransaction transaction, string sql, Place place, DateTimeOffset at, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            sql, new { place.DistrictId, place.PlaceId, at }, transaction, cancellationToken: cancellationToken)) == 1;

    private static Task WakeAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(WakeSql, transaction: transaction, cancellationToken: cancellationToken));

    private static Task AppendAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string action, int placeId, string name, ChangeContext change,
        CancellationToken cancellationToken, JsonObject? changes = null)
    {
        var detail = new JsonObject { ["name"] = name };
        if (changes is not null)
        {
            detail["changes"] = changes;
        }

        return AuditTrail.AppendAsync(
            transaction, new AuditEvent(districtId, action, "place", placeId.ToString(CultureInfo.InvariantCulture), detail), change, cancellationToken);
    }
}
