using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Jobs;

/// <summary>What a person decides about work that failed.</summary>
public sealed class JobDesk(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The sweep of the next minute finds it.</summary>
    [Sql]
    private const string RetrySql = """
        update ops.job_run
        set state = 'queued', attempts = 0, queued_at = @now, not_before = @now, ended_at = null, done = null, total = null
        where district_id = @districtId and job_run_id = @jobRunId and state in ('failed', 'dismissed')
        returning kind, subject
        """;

    [Sql]
    private const string DismissSql = """
        update ops.job_run set state = 'dismissed', ended_at = @now
        where district_id = @districtId and job_run_id = @jobRunId and state = 'failed'
        returning kind, subject
        """;

    private sealed record Decided(string Kind, string Subject);

    /// <summary>Has failed or dismissed work done again, with as many attempts as new work has.</summary>
    /// <returns>False where the district has no such work that failed or was dismissed.</returns>
    public Task<bool> RetryAsync(DistrictId districtId, long jobRunId, Actor who, CancellationToken cancellationToken = default) =>
        DecideAsync(RetrySql, "job.retried", districtId, jobRunId, new(who, clock.GetUtcNow()), cancellationToken);

    /// <summary>Leaves failed work alone, until somebody has it done again or does it otherwise.</summary>
    /// <returns>False where the district has no such work that failed.</returns>
    public Task<bool> DismissAsync(DistrictId districtId, long jobRunId, Actor who, string why, CancellationToken cancellationToken = default) =>
        DecideAsync(DismissSql, "job.dismissed", districtId, jobRunId, new(who, clock.GetUtcNow(), why), cancellationToken);

    private async Task<bool> DecideAsync(
        string sql, string action, DistrictId districtId, long jobRunId, ChangeContext change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Decided?>(new CommandDefinition(
            sql, new { districtId, jobRunId, now = change.When }, transaction, cancellationToken: cancellationToken)) is not { } decided)
        {
            return false;
        }

        await AuditTrail.AppendAsync(
            transaction,
            new(districtId, action, "job", jobRunId.ToString(CultureInfo.InvariantCulture), new JsonObject { ["kind"] = decided.Kind, ["subject"] = decided.Subject }),
            change,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
