using System.Globalization;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Places;
using MedicaidLogs.Worker.Schedule;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A place whose next look for files is due.</summary>
public sealed record PollInbox(int DistrictId, int PlaceId) : IJobArguments
{
    public const string Name = "poll-inbox";

    /// <summary>Those due longest first.</summary>
    [Sql]
    public const string OpenSql = """
        select district_id, place_id from ops.place where poll_at <= @now and stopped_at is null and paused_at is null
        order by poll_at, district_id, place_id limit @limit
        """;

    public string Kind => Name;

    public string Subject => PlaceId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Looks for files and takes them in. What is wrong with the place is kept there, and puts the next look off.</summary>
/// <remarks>What came may leave months to be checked again: the sweep after it finds them at once and not a minute later.</remarks>
public sealed class PollInboxJob(Inbox inbox, Sweep sweep, IHostApplicationLifetime host) : IJob<PollInbox>
{
    public async Task RunAsync(PollInbox arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var look = await inbox.PollAsync(new DistrictId(arguments.DistrictId), arguments.PlaceId, Actor.Command("serve"), byHand: false, stop.Token);
        if (look is { Files.Count: > 0 })
        {
            await sweep.RunAsync(cancellationToken);
        }
    }
}
