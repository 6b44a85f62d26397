using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Schedule;

/// <summary>When a district's work of a night was last done.</summary>
public static class NightWork
{
    [Sql]
    public const string LastSql = """
        select d.district_id, d.time_zone, w.done_at as last_at
        from ops.district d
        left join ops.night_work w on w.district_id = d.district_id and w.kind = @kind
        order by w.done_at nulls first, d.district_id
        limit @limit
        """;

    [Sql]
    private const string DoneSql = """
        insert into ops.night_work (district_id, kind, done_at) values (@districtId, @kind, @now)
        on conflict (district_id, kind) do update set done_at = excluded.done_at
        """;

    /// <summary>Written with what was done, so that both are or neither is.</summary>
    public static Task DoneAsync(NpgsqlTransaction transaction, DistrictId districtId, string kind, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(DoneSql, new { districtId, kind, now }, transaction, cancellationToken: cancellationToken));
}
