using System.Globalization;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A payer's file that was received and is not yet posted.</summary>
public sealed record PostResponseFile(int DistrictId, long ResponseFileId) : IJobArguments
{
    public const string Name = "post-response-file";

    /// <summary>The longest waiting first.</summary>
    [Sql]
    public const string OpenSql = """
        select district_id, response_file_id from billing.response_file where status = 'received'
        order by received_at, district_id, response_file_id limit @limit
        """;

    public string Kind => Name;

    public string Subject => ResponseFileId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Posts a payer's file; one that was posted or refused meanwhile is left as it is.</summary>
public sealed class PostResponseFileJob(NpgsqlDataSource database, TimeProvider clock) : IJob<PostResponseFile>
{
    public Task RunAsync(PostResponseFile arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken) =>
        new ResponseIntake(database, clock).PostAsync(
            new DistrictId(arguments.DistrictId), arguments.ResponseFileId, Actor.Command("serve"), cancellationToken);
}
