using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Jobs;

/// <summary>How it stands with a piece of work.</summary>
public enum JobState
{
    Queued,
    Running,
    Done,

    /// <summary>A person must look: it cannot heal by itself, or did not in <see cref="JobRun.MostAttempts"/> attempts.</summary>
    Failed,

    /// <summary>A person decided to leave it.</summary>
    Dismissed,
}

/// <summary>A piece of work behind the pages, as <c>ops.job_run</c> has it.</summary>
public sealed record JobRun
{
    /// <summary>Attempts before a person must look.</summary>
    public const int MostAttempts = 5;

    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select r.job_run_id, r.kind, r.subject, initcap(r.state) as state, r.queued_at, r.not_before, r.attempts, r.started_at, r.ended_at,
               r.done, r.total, r.cause, r.technical, w.machine
        from ops.job_run r
        left join ops.worker w on w.worker_id = r.worker_id
        where r.district_id = @districtId and r.state = any(@states) and (@after::bigint is null or r.job_run_id < @after)
        order by r.job_run_id desc
        limit @limit
        """;

    [Sql]
    private const string CountsSql = """
        select (count(*) filter (where state = 'failed'))::int as failed,
               (count(*) filter (where state in ('queued', 'running')))::int as open,
               (count(*) filter (where state = 'dismissed'))::int as dismissed
        from ops.job_run
        where district_id = @districtId and state <> 'done'
        """;

    [Sql]
    private const string OpenSql = "select count(*) from ops.job_run where state in ('queued', 'running')";

    public long JobRunId { get; init; }

    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public JobState State { get; init; }

    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>Where it waits after a fault: when it is tried again.</summary>
    public DateTimeOffset NotBefore { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long? Done { get; init; }

    public long? Total { get; init; }

    /// <summary>Of the last fault, in an office's words.</summary>
    public string? Cause { get; init; }

    /// <summary>The fault's type, for whoever looks after the program.</summary>
    public string? Technical { get; init; }

    /// <summary>Where it runs, or ran last.</summary>
    public string? Machine { get; init; }

    /// <summary>The newest first. One more than a page where there are more.</summary>
    public static async Task<IReadOnlyList<JobRun>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, IReadOnlyList<JobState> states, long? after, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<JobRun>(new CommandDefinition(
            PageSql,
            new { districtId, states = states.Select(state => state.ToString().ToLowerInvariant()).ToArray(), after, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];

    /// <summary>What waits or runs, of all districts.</summary>
    public static Task<long> CountOpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(OpenSql, cancellationToken: cancellationToken));

    public static Task<JobCounts> CountAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<JobCounts>(new CommandDefinition(CountsSql, new { districtId }, cancellationToken: cancellationToken));
}

/// <param name="Open">Waiting or running.</param>
public sealed record JobCounts(int Failed, int Open, int Dismissed);
