using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Schedule;

/// <summary>What a sweep found to be done, against what <c>ops.job_run</c> says is.</summary>
public sealed class OpenWork
{
    private static readonly TimeSpan _deadAfter = WorkerPresence.SilentAfter * 2;

    private const int KeptDays = 30;

    /// <summary>What a worker was at that is no longer heard of, for the next one.</summary>
    [Sql]
    private const string FreeSql = """
        update ops.job_run r set state = 'queued', not_before = @now
        where r.state = 'running' and not exists (
            select from ops.worker w
            where w.worker_id = r.worker_id and w.stopped_at is null and w.last_seen_at > now() - make_interval(secs => @deadSeconds))
        """;

    /// <summary>Done otherwise: a file that a command took in, a month that a person checked.</summary>
    [Sql]
    private const string SettleSql = """
        update ops.job_run r set state = 'done', ended_at = @now
        where r.kind = any(@kinds) and r.state in ('queued', 'failed', 'dismissed') and coalesce(r.ended_at, r.queued_at) < @now
          and not exists (
            select from unnest(@districtIds::int[], @kindOf::text[], @subjects::text[]) w (district_id, kind, subject)
            where w.district_id = r.district_id and w.kind = r.kind and w.subject = r.subject)
        """;

    [Sql]
    private const string ForgetSql = "delete from ops.job_run where state = 'done' and ended_at < @before";

    /// <summary>By the server's clock, which wrote it: a worker whose own is a month ahead would forget the living.</summary>
    [Sql]
    private const string ForgetWorkersSql = "delete from ops.worker where last_seen_at < now() - make_interval(days => @days)";

    private readonly List<IJobArguments> _found = [];
    private readonly HashSet<string> _kinds = [];

    public int Count => _found.Count;

    /// <param name="kind">Their <see cref="IJobArguments.Kind"/>.</param>
    /// <param name="isAll">There is no more work of this kind.</param>
    public void Add<TArguments>(string kind, IReadOnlyList<TArguments> found, bool isAll)
        where TArguments : IJobArguments
    {
        _found.AddRange(found.Select(each => (IJobArguments)each));
        if (isAll)
        {
            _kinds.Add(kind);
        }
    }

    public static Task FreeAsync(NpgsqlTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken) =>
        ExecuteAsync(transaction, FreeSql, new { now, deadSeconds = _deadAfter.TotalSeconds }, cancellationToken);

    /// <summary>Ends what stands open or failed and is no longer to be done, and forgets what was done long ago.</summary>
    public async Task SettleOthersAsync(NpgsqlTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            transaction,
            SettleSql,
            new
            {
                now,
                kinds = _kinds.ToArray(),
                districtIds = _found.Select(each => each.DistrictId).ToArray(),
                kindOf = _found.Select(each => each.Kind).ToArray(),
                subjects = _found.Select(each => each.Subject).ToArray(),
            },
            cancellationToken);
        await ExecuteAsync(transaction, ForgetSql, new { before = now.AddDays(-KeptDays) }, cancellationToken);
        await ExecuteAsync(transaction, ForgetWorkersSql, new { days = KeptDays }, cancellationToken);
    }

    private static Task ExecuteAsync(NpgsqlTransaction transaction, string sql, object values, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
}
