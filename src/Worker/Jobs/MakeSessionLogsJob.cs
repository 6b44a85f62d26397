using System.Globalization;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A month's session logs that somebody asked for.</summary>
public sealed record MakeSessionLogs(int DistrictId, long RunId) : IJobArguments
{
    public const string Name = "make-session-logs";

    /// <summary>The longest waiting first.</summary>
    [Sql]
    public const string OpenSql = """
        select district_id, run_id from billing.session_log_run where status in ('asked', 'working')
        order by asked_at, district_id, run_id limit @limit
        """;

    public string Kind => Name;

    public string Subject => RunId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Makes them, or goes on where it was broken off; when the worker stops, it stops between two logs.</summary>
public sealed class MakeSessionLogsJob(SessionLogWork work, IHostApplicationLifetime host) : IJob<MakeSessionLogs>
{
    public async Task RunAsync(MakeSessionLogs arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        await work.RunAsync(new DistrictId(arguments.DistrictId), arguments.RunId, stop.Token);
    }
}
