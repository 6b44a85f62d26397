using System.Globalization;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Places;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A place into which released claim files are to be put.</summary>
public sealed record DeliverClaims(int DistrictId, int PlaceId) : IJobArguments
{
    public const string Name = "deliver-claims";

    /// <summary>Places with something to deliver that may be tried now.</summary>
    [Sql]
    public const string OpenSql = """
        select distinct p.district_id, p.place_id
        from ops.place p
        join billing.claim_run r on r.district_id = p.district_id and r.payer = p.payer
        join billing.claim_release f on f.district_id = r.district_id and f.claim_run_id = r.claim_run_id
        left join billing.claim_delivery d on d.district_id = r.district_id and d.claim_run_id = r.claim_run_id
        where p.payer is not null and p.stopped_at is null and p.paused_at is null and (p.retry_at is null or p.retry_at <= @now)
          and f.released_at >= p.delivers_since and d.delivered_at is null and (d.laid_down_at is null or d.place_id = p.place_id)
        limit @limit
        """;

    public string Kind => Name;

    public string Subject => PlaceId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Puts them there. What is wrong with the place is kept there, and puts the next try off.</summary>
public sealed class DeliverClaimsJob(Outbox outbox, IHostApplicationLifetime host) : IJob<DeliverClaims>
{
    public async Task RunAsync(DeliverClaims arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        await outbox.DeliverAsync(new DistrictId(arguments.DistrictId), arguments.PlaceId, Actor.Command("serve"), byHand: false, stop.Token);
    }
}
