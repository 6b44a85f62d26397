using System.Globalization;
using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Schedule;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A claim file that somebody asked for.</summary>
public sealed record BuildClaims(int DistrictId, long RequestId) : IJobArguments
{
    public const string Name = ClosingRequest.BuildClaims;

    /// <summary>The longest waiting first.</summary>
    [Sql]
    public const string OpenSql = """
        select district_id, request_id from billing.closing_request where status = 'asked' and work = 'build-claims'
        order by asked_at, district_id, request_id limit @limit
        """;

    public string Kind => Name;

    public string Subject => RequestId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Builds it, or says to whoever asked why it cannot be built; what was done or dropped meanwhile is left as it is.</summary>
/// <remarks>Voids may leave months to be checked again: the sweep after it finds them at once and not a minute later.</remarks>
public sealed class BuildClaimsJob(ClosingWork work, Sweep sweep) : IJob<BuildClaims>
{
    public async Task RunAsync(BuildClaims arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        await work.RunAsync(new DistrictId(arguments.DistrictId), arguments.RequestId, progress, cancellationToken);
        await sweep.RunAsync(cancellationToken);
    }
}
