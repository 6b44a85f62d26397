using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>Months whose verdicts rest on a screening that changed: they are to be checked again.</summary>
internal static class StaleMonth
{
    [Sql]
    private const string MarkSql = """
        insert into intake.stale_month (district_id, service_month, reason, since)
        select distinct district_id, service_month, 'exclusion screening changed', @at::timestamptz
        from intake.check_run
        where district_id = @districtId and service_month = any(@months)
        on conflict do nothing
        """;

    public static Task MarkAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IEnumerable<DateOnly> months, DateTimeOffset at, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            MarkSql, new { districtId, months = months.ToArray(), at }, transaction, cancellationToken: cancellationToken));
}
