using System.Globalization;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Places;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A place into which released claim files are to be put.</summary>
public sealed record DeliverClaims(int DistrictId, int PlaceId) : IJobArguments
{
    public const string Name = "deliver-claims";

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
