using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Delivery;

/// <summary>How it stands with a released claim file that goes to its payer by itself.</summary>
/// <param name="DeliveredAt">Since when it is in the payer's folder; null: not yet.</param>
/// <param name="TakenAtOnce">It was gone before it could be listed: the payer took it.</param>
/// <param name="Problem">Why it could not be put there so far, in plain words.</param>
/// <param name="NeedsPerson">It is not tried again until a person has looked.</param>
public sealed record DeliveryStanding(
    long ClaimRunId, string PlaceName, DateTimeOffset? DeliveredAt, bool TakenAtOnce, string? Problem, bool NeedsPerson)
{
    [Sql]
    private const string OfRunsSql = """
        select r.claim_run_id, case when d.delivered_at is null then coalesce(p.name, d.place_name) else d.place_name end as place_name, d.delivered_at,
               coalesce(d.taken_at_once, false) as taken_at_once, case when p.paused_at is not null then 'The place is paused.' else p.problem end as problem,
               p.stopped_at is not null or p.paused_at is not null as needs_person
        from billing.claim_run r
        join billing.claim_release f on f.district_id = r.district_id and f.claim_run_id = r.claim_run_id
        left join billing.claim_delivery d on d.district_id = r.district_id and d.claim_run_id = r.claim_run_id
        left join ops.place p on p.district_id = r.district_id and p.payer = r.payer and p.delivers_since <= f.released_at and d.delivered_at is null
        where r.district_id = @districtId and r.claim_run_id = any(@claimRunIds) and (d.claim_run_id is not null or p.place_id is not null)
        """;

    /// <summary>By their runs; a file that is sent by hand, or not released, is not among them.</summary>
    public static async Task<IReadOnlyDictionary<long, DeliveryStanding>> OfRunsAsync(
        NpgsqlConnection connection, DistrictId districtId, IEnumerable<long> claimRunIds, CancellationToken cancellationToken = default) =>
        (await connection.QueryAsync<DeliveryStanding>(new CommandDefinition(
            OfRunsSql, new { districtId, claimRunIds = claimRunIds.ToArray() }, cancellationToken: cancellationToken)))
        .ToDictionary(standing => standing.ClaimRunId);
}
