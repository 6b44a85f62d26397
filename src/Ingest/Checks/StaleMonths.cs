using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Marks months stale: something that their verdicts rest on is not what it was. A check of the month ends that.</summary>
internal static class StaleMonths
{
    /// <summary>Every month with entries has a check run, and their number is small.</summary>
    [Sql]
    private const string MarkSinceSql = """
        insert into intake.stale_month (district_id, service_month, reason, since)
        select distinct district_id, service_month, @reason::text, @at::timestamptz
        from intake.check_run
        where district_id = @districtId and service_month >= date_trunc('month', @day::date)
        on conflict do nothing
        """;

    [Sql]
    private const string MarkSql = """
        insert into intake.stale_month (district_id, service_month, reason, since)
        select distinct district_id, service_month, @reason::text, @at::timestamptz
        from intake.check_run
        where district_id = @districtId and service_month = any(@months)
        on conflict do nothing
        """;

    /// <param name="months">First days of the months that are concerned.</param>
    public static Task MarkAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IEnumerable<DateOnly> months, string reason, DateTimeOffset at,
        CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            MarkSql, new { districtId, months = months.ToArray(), reason, at }, transaction, cancellationToken: cancellationToken));

    /// <param name="day">The first day of service that is concerned.</param>
    /// <returns>How many months are stale that were not.</returns>
    public static Task<int> MarkSinceAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly day, string reason, DateTimeOffset at, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            MarkSinceSql, new { districtId, day, reason, at }, transaction, cancellationToken: cancellationToken));
}
