using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>Writes work down before an engine gets it. Work that is under way, that waits for its next attempt, or that a person must look at, is left alone.</summary>
public sealed class JobBacklog(IJobEngine engine, TimeProvider clock) : IJobEngine
{
    /// <summary>True for new work, and for work whose trigger may be lost: an engine keeps the trigger that it has.</summary>
    [Sql]
    private const string AddSql = """
        with added as (
            insert into ops.job_run (district_id, kind, subject, queued_at, not_before)
            values (@DistrictId, @Kind, @Subject, @now, @now)
            on conflict (district_id, kind, subject) where state <> 'done' do nothing
            returning true)
        select exists (select from added)
            or exists (
                select from ops.job_run
                where district_id = @DistrictId and kind = @Kind and subject = @Subject and state = 'queued' and not_before <= @now)
        """;

    public async Task EnqueueAsync<TArguments>(TArguments arguments, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
        where TArguments : IJobArguments
    {
        var isDue = await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            AddSql,
            new { arguments.DistrictId, arguments.Kind, arguments.Subject, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        if (isDue)
        {
            await engine.EnqueueAsync(arguments, transaction, cancellationToken);
        }
    }
}
