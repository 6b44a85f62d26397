using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>When a month was last checked as a whole and by which rules, whether that is out of date, and when it was closed.</summary>
public sealed record MonthState
{
    [Sql]
    private const string OfMonthSql = """
        select r.started_at as checked_at, r.pack_name, r.pack_version, s.reason as stale_because,
               (select max(c.closed_at) from billing.month_close c where c.district_id = @districtId and c.service_month = @month) as closed_at
        from (values (1)) as one
        left join lateral (
            select started_at, pack_name, pack_version
            from intake.check_run
            where district_id = @districtId and service_month = @month and scope <> 'correction'
            order by check_run_id desc
            limit 1) r on true
        left join intake.month_to_check s on s.district_id = @districtId and s.service_month = @month
        """;

    public DateTimeOffset? CheckedAt { get; init; }

    public string? PackName { get; init; }

    public string? PackVersion { get; init; }

    /// <summary>What changed since the last check; null where nothing did.</summary>
    public string? StaleBecause { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public static Task<MonthState> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<MonthState>(new CommandDefinition(
            OfMonthSql, new { districtId, month }, cancellationToken: cancellationToken));
}
