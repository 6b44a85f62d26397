using Dapper;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Core.Jobs;

/// <summary>A worker, <c>medlogs serve</c>, as it was last heard of. Times are the database's own.</summary>
/// <param name="IsHeard">It has not stopped, and was heard of within <see cref="SilentAfter"/>.</param>
public sealed record WorkerPresence(Guid WorkerId, string Machine, string Version, DateTime StartedAt, DateTime LastSeenAt, bool IsHeard)
{
    /// <summary>How often a worker says that it lives.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);

    /// <summary>Several beats: one may be late.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(1);

    private const int Most = 50;

    [Sql]
    private const string BeatSql = """
        insert into ops.worker (worker_id, machine, version) values (@workerId, @machine, @version)
        on conflict (worker_id) do update set last_seen_at = now(), stopped_at = null
        """;

    [Sql]
    private const string StopSql = "update ops.worker set last_seen_at = now(), stopped_at = now() where worker_id = @workerId";

    /// <summary>Those heard of in the last day, the living first.</summary>
    [Sql]
    private const string ListSql = """
        select worker_id, machine, version, started_at, last_seen_at,
               stopped_at is null and last_seen_at > now() - make_interval(secs => @silentSeconds) as is_heard
        from ops.worker
        where last_seen_at > now() - interval '1 day'
        order by is_heard desc, last_seen_at desc
        limit @limit
        """;

    public static Task BeatAsync(NpgsqlConnection connection, Guid workerId, string machine, string version, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(BeatSql, new { workerId, machine, version }, cancellationToken: cancellationToken));

    public static Task StopAsync(NpgsqlConnection connection, Guid workerId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(StopSql, new { workerId }, cancellationToken: cancellationToken));

    public static async Task<IReadOnlyList<WorkerPresence>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<WorkerPresence>(new CommandDefinition(
            ListSql, new { silentSeconds = SilentAfter.TotalSeconds, limit = Most }, cancellationToken: cancellationToken))];
}
