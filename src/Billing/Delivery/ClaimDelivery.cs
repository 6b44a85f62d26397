using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Delivery;

/// <summary>A released claim file on its way into the payer's folder. Each step is committed before the next begins, so no crash sends it twice.</summary>
/// <param name="LaidDownAt">Since when all its bytes are there, under a temporary name; null: they are still to be sent.</param>
/// <param name="DeliveredAt">Since when it has its name there.</param>
/// <param name="TakenAtOnce">It was gone before it could be listed: the payer took it.</param>
public sealed record ClaimDelivery(
    long ClaimRunId, string PlaceName, string FileName, long LengthBytes, FileHash Sha256, DateTimeOffset BegunAt, DateTimeOffset? LaidDownAt,
    DateTimeOffset? DeliveredAt, bool TakenAtOnce)
{
    private const int MostFilesAtOnce = 100;

    [Sql]
    private const string OfRunSql = """
        select claim_run_id, place_name, file_name, length_bytes, sha256, begun_at, laid_down_at, delivered_at, taken_at_once
        from billing.claim_delivery
        where district_id = @districtId and claim_run_id = @claimRunId
        """;

    [Sql]
    private const string WaitingSql = """
        select r.claim_run_id
        from ops.place p
        join billing.claim_run r on r.district_id = p.district_id and r.payer = p.payer
        join billing.claim_release f on f.district_id = r.district_id and f.claim_run_id = r.claim_run_id
        left join billing.claim_delivery d on d.district_id = r.district_id and d.claim_run_id = r.claim_run_id
        where p.district_id = @districtId and p.place_id = @placeId and f.released_at >= p.delivers_since and d.delivered_at is null
          and (d.laid_down_at is null or d.place_id = p.place_id)
        order by r.claim_run_id
        limit @limit
        """;

    [Sql]
    private const string BeginSql = """
        insert into billing.claim_delivery (district_id, claim_run_id, place_id, place_name, file_name, length_bytes, sha256, begun_at)
        select r.district_id, r.claim_run_id, p.place_id, p.name, r.file_name, s.length_bytes, r.sha256, @at
        from billing.claim_run r
        join ops.stored_file s on s.district_id = r.district_id and s.sha256 = r.sha256
        join ops.place p on p.district_id = r.district_id and p.place_id = @placeId
        where r.district_id = @districtId and r.claim_run_id = @claimRunId
        on conflict (district_id, claim_run_id) do update
        set place_id = excluded.place_id, place_name = excluded.place_name, begun_at = excluded.begun_at
        where claim_delivery.laid_down_at is null
        """;

    [Sql]
    private const string LaidDownSql = """
        update billing.claim_delivery
        set laid_down_at = greatest(@at, begun_at)
        where district_id = @districtId and claim_run_id = @claimRunId and laid_down_at is null
        """;

    [Sql]
    private const string DeliveredSql = """
        update billing.claim_delivery
        set delivered_at = greatest(@at, laid_down_at), taken_at_once = @takenAtOnce
        where district_id = @districtId and claim_run_id = @claimRunId and delivered_at is null
        """;

    /// <summary>The claim runs whose files wait to go to a place, the oldest first, a hundred at most.</summary>
    public static async Task<IReadOnlyList<long>> WaitingAsync(
        NpgsqlConnection connection, DistrictId districtId, int placeId, CancellationToken cancellationToken = default) =>
        (await connection.QueryAsync<long>(new CommandDefinition(
            WaitingSql, new { districtId, placeId, limit = MostFilesAtOnce }, cancellationToken: cancellationToken))).AsList();

    /// <summary>Null where nothing of it was begun.</summary>
    public static Task<ClaimDelivery?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long claimRunId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<ClaimDelivery?>(new CommandDefinition(
            OfRunSql, new { districtId, claimRunId }, cancellationToken: cancellationToken));

    /// <summary>Begins, or goes on where it was broken off. Until its bytes are laid down it may go to another place.</summary>
    public static async Task<ClaimDelivery> BeginAsync(
        NpgsqlConnection connection, DistrictId districtId, long claimRunId, int placeId, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            BeginSql, new { districtId, claimRunId, placeId, at }, cancellationToken: cancellationToken));
        return (await FindAsync(connection, districtId, claimRunId, cancellationToken))!;
    }

    public Task LaidDownAsync(NpgsqlConnection connection, DistrictId districtId, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        connection.ExecuteAsync(new CommandDefinition(LaidDownSql, new { districtId, ClaimRunId, at }, cancellationToken: cancellationToken));

    /// <summary>The receipt: it is there under its name, or was.</summary>
    public async Task DeliveredAsync(
        NpgsqlConnection connection, DistrictId districtId, bool takenAtOnce, ChangeContext change, CancellationToken cancellationToken = default)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isNew = await connection.ExecuteAsync(new CommandDefinition(
            DeliveredSql, new { districtId, ClaimRunId, at = change.When, takenAtOnce }, transaction, cancellationToken: cancellationToken)) == 1;
        if (isNew)
        {
            var receipt = new JsonObject
            {
                ["file"] = FileName,
                ["place"] = PlaceName,
                ["bytes"] = LengthBytes,
                ["sha256"] = Sha256.ToString(),
                ["takenAtOnce"] = takenAtOnce,
            };
            await AuditTrail.AppendAsync(
                transaction,
                new AuditEvent(districtId, "claims.delivered", "claim-run", ClaimRunId.ToString(CultureInfo.InvariantCulture), receipt),
                change,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
