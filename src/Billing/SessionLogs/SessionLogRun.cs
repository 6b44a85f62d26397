using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>What becomes of a run.</summary>
public enum SessionLogRunStatus
{
    /// <summary>A worker will take it up.</summary>
    Asked,
    Working,
    Done,

    /// <summary>A person stopped it; what was made is kept.</summary>
    Stopped,

    /// <summary>It cannot go on by itself; what was made is kept.</summary>
    Failed,
}

/// <summary>The making of a month's session logs behind the pages, and how far it is.</summary>
public sealed record SessionLogRun
{
    [Sql]
    private const string LatestSql = """
        select run_id, initcap(status) as status, asked_at, ended_at, logs, seen, made, failed, problem
        from billing.session_log_run
        where district_id = @districtId and service_month = @month
        order by run_id desc
        limit 1
        """;

    public long RunId { get; init; }

    public SessionLogRunStatus Status { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of the month; null before a worker has looked.</summary>
    public int? Logs { get; init; }

    /// <summary>Of these, made or found to be as they should.</summary>
    public int Seen { get; init; }

    public int Made { get; init; }

    /// <summary>That could not be printed.</summary>
    public int Failed { get; init; }

    /// <summary>Why it failed, in a clerk's words.</summary>
    public string? Problem { get; init; }

    public bool IsOpen => Status is SessionLogRunStatus.Asked or SessionLogRunStatus.Working;

    /// <summary>The month's last run; null where there was none.</summary>
    public static Task<SessionLogRun?> LatestAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<SessionLogRun>(new CommandDefinition(
            LatestSql, new { districtId, month }, cancellationToken: cancellationToken));
}
