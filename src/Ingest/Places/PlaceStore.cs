using System.Globalization;
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
    private const string OnItsWaySql = """
        select exists (
            select from billing.claim_delivery
            where district_id = @districtId and place_id = @placeId and laid_down_at is not null and delivered_at is null)
        """;

    [Sql]
    private const string ResumeSql = """
        update ops.place
        set failures = 0, problem = null, retry_at = null, stopped_at = null, poll_at = case when poll_at is not null then @at::timestamptz end
        where district_id = @districtId and place_id = @placeId and failures > 0
        """;

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

    /// <summary>Looked for elsewhere, its part would not be there, which means that the payer took the file.</summary>
    private static async Task DemandNothingOnItsWayAsync(
        NpgsqlTransaction transaction, DistrictId districtId, PlaceFile file, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        if (await Place.FindAsync(connection, districtId, file.Name, cancellationToken) is not { } place || place.File.IsSameWay(file))
        {
            return;
        }

        if (!await PlaceLock.TryAsync(transaction, place.PlaceId, cancellationToken)
            || await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                OnItsWaySql, new { districtId, place.PlaceId }, transaction, cancellationToken: cancellationToken)))
        {
            throw new PlaceFileException(
                ["A worker is at this place, or a claim file is half-way into its folder. Let it arrive before kind, address, port, user or deliver change."]);
        }
    }

    private static Task AppendAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string action, int placeId, string name, ChangeContext change, CancellationToken cancellationToken) =>
        AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, action, "place", placeId.ToString(CultureInfo.InvariantCulture), new() { ["name"] = name }),
            change,
            cancellationToken);
}
