using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>Where people ask for a month's session logs, and stop what they asked for. A worker does the rest.</summary>
public sealed class SessionLogDesk(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string AskSql = """
        insert into billing.session_log_run (district_id, run_id, service_month, asked_at, asked_by)
        values (@districtId, @runId, @month, @at, @by)
        on conflict (district_id, service_month) where status in ('asked', 'working') do nothing
        """;

    [Sql]
    private const string StopSql = """
        update billing.session_log_run set status = 'stopped', ended_at = @at
        where district_id = @districtId and service_month = @month and status in ('asked', 'working')
        returning run_id
        """;

    /// <returns>False where the month is being made already.</returns>
    public async Task<bool> AskAsync(DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var at = clock.GetUtcNow();
        var runId = await Counters.TakeAsync(transaction, districtId, "session-log-run", cancellationToken: cancellationToken);
        var isNew = await connection.ExecuteAsync(new CommandDefinition(
            AskSql, new { districtId, runId, month, at, by = who.ToString() }, transaction, cancellationToken: cancellationToken)) == 1;
        if (isNew)
        {
            await AuditTrail.AppendAsync(transaction, Event(districtId, "session-logs.asked", runId, month), new(who, at), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return isNew;
    }

    /// <returns>False where nothing was under way.</returns>
    public async Task<bool> StopAsync(DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var at = clock.GetUtcNow();
        var stopped = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            StopSql, new { districtId, month, at }, transaction, cancellationToken: cancellationToken));
        if (stopped is { } runId)
        {
            await AuditTrail.AppendAsync(transaction, Event(districtId, "session-logs.stopped", runId, month), new(who, at), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return stopped is not null;
    }

    private static AuditEvent Event(DistrictId districtId, string action, long runId, DateOnly month) => new(
        districtId, action, "session-log-run", runId.ToString(CultureInfo.InvariantCulture), new JsonObject { ["month"] = MonthName.Of(month) });
}
