using System.Globalization;
using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A month that somebody asked to be closed.</summary>
public sealed record CloseMonth(int DistrictId, long RequestId) : IJobArguments
{
    public const string Name = ClosingRequest.CloseMonth;

    /// <summary>The longest waiting first.</summary>
    [Sql]
    public const string OpenSql = """
        select district_id, request_id from billing.closing_request where status = 'asked' and work = 'close-month'
        order by asked_at, district_id, request_id limit @limit
        """;

    public string Kind => Name;

    public string Subject => RequestId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Closes it, or says to whoever asked why it cannot be closed; what was done or dropped meanwhile is left as it is.</summary>
public sealed class CloseMonthJob(ClosingWork work) : IJob<CloseMonth>
{
    public Task RunAsync(CloseMonth arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken) =>
        work.RunAsync(new DistrictId(arguments.DistrictId), arguments.RequestId, progress, cancellationToken);
}
