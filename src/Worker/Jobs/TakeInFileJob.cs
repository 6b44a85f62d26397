using System.Globalization;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Files;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A file that was received and is not yet taken in.</summary>
public sealed record TakeInFile(int DistrictId, long ImportFileId) : IJobArguments
{
    public const string Name = "take-in-file";

    /// <summary>The longest waiting first.</summary>
    [Sql]
    public const string OpenSql = """
        select district_id, import_file_id from intake.import_file where status = 'received' and settled_at is null
        order by received_at, district_id, import_file_id limit @limit
        """;

    public string Kind => Name;

    public string Subject => ImportFileId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Takes in a received file; one that was taken in meanwhile is left as it is.</summary>
/// <remarks>A file may leave months to be checked again: that wakes a worker by itself (<c>intake.stale_month</c>).</remarks>
public sealed class TakeInFileJob(NpgsqlDataSource database, TimeProvider clock) : IJob<TakeInFile>
{
    public Task RunAsync(TakeInFile arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken) =>
        new FileIntake(database, clock).TakeInAsync(
            new DistrictId(arguments.DistrictId), arguments.ImportFileId, Actor.Command("serve"), cancellationToken);
}
