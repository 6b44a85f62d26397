using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Checks;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A district-month to check again.</summary>
public sealed record CheckMonth(int DistrictId, DateOnly Month) : IJobArguments
{
    public const string Name = "check-month";

    /// <summary>The longest waiting first.</summary>
    [Sql]
    public const string OpenSql = """
        select district_id, service_month as month from intake.month_to_check order by since, district_id, service_month limit @limit
        """;

    public string Kind => Name;

    public string Subject => MonthName.Of(Month);
}

/// <summary>Checks a month whose reference data changed; one that was checked meanwhile is left as it is.</summary>
public sealed class CheckMonthJob(NpgsqlDataSource database, TimeProvider clock) : IJob<CheckMonth>
{
    public Task RunAsync(CheckMonth arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken) =>
        new MonthCheck(database, clock).RunIfStaleAsync(new DistrictId(arguments.DistrictId), arguments.Month, Actor.Command("serve"), cancellationToken);
}
