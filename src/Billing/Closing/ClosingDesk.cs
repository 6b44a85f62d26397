using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Closing;

/// <summary>Where people ask for a month to be closed and its claim file to be built, and take back what they asked for. A worker does the rest.</summary>
public sealed class ClosingDesk(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string AskSql = """
        insert into billing.closing_request (district_id, request_id, service_month, work, payer, delay_reason, asked_at, asked_by)
        values (@districtId, @requestId, @month, @work, @payer, @delayReason, @at, @by)
        on conflict (district_id, service_month) where status = 'asked' do nothing
        """;

    [Sql]
    private const string OpenSql = """
        select request_id from billing.closing_request where district_id = @districtId and service_month = @month and status = 'asked'
        """;

    [Sql]
    private const string DropSql = """
        update billing.closing_request set status = 'dropped', ended_at = @at
        where district_id = @districtId and request_id = @requestId and status = 'asked'
        """;

    /// <param name="month">First day of the month.</param>
    /// <returns>False where something was asked for the month before and is not done.</returns>
    public Task<bool> AskToCloseAsync(DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken = default) =>
        AskAsync(districtId, "month.close-asked", new(month, ClosingRequest.CloseMonth, Payer: null, DelayReason: null), who, cancellationToken);

    /// <param name="month">First day of the month.</param>
    /// <param name="payer">The name of its profile.</param>
    /// <param name="delayReason">CLM20 of the claims that are late by the payer's terms; without one they stay ready.</param>
    /// <returns>False where something was asked for the month before and is not done.</returns>
    public Task<bool> AskToBuildAsync(
        DistrictId districtId, DateOnly month, string payer, string? delayReason, Actor who, CancellationToken cancellationToken = default) =>
        AskAsync(districtId, "claims.build-asked", new(month, ClosingRequest.BuildClaims, payer, delayReason), who, cancellationToken);

    /// <summary>Takes back what was asked for; a worker that is at it leaves nothing behind.</summary>
    /// <returns>False where nothing was open, or it was done meanwhile.</returns>
    public async Task<bool> DropAsync(DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            OpenSql, new { districtId, month }, transaction, cancellationToken: cancellationToken)) is not { } requestId)
        {
            return false;
        }

        // The trail first, then the request, as the worker does that ends it: whoever comes second waits, and neither for the other.
        var at = clock.GetUtcNow();
        await AuditTrail.AppendAsync(
            transaction, Event(districtId, "month.request-dropped", month, requestId, []), new(who, at), cancellationToken);
        var isDropped = await connection.ExecuteAsync(new CommandDefinition(
            DropSql, new { districtId, requestId, at }, transaction, cancellationToken: cancellationToken)) == 1;
        if (isDropped)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return isDropped;
    }

    private async Task<bool> AskAsync(DistrictId districtId, string action, Order order, Actor who, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var at = clock.GetUtcNow();
        var requestId = await Counters.TakeAsync(transaction, districtId, "closing-request", cancellationToken: cancellationToken);
        var isNew = await connection.ExecuteAsync(new CommandDefinition(
            AskSql,
            new { districtId, requestId, order.Month, order.Work, order.Payer, order.DelayReason, at, by = who.ToString() },
            transaction,
            cancellationToken: cancellationToken)) == 1;
        if (isNew)
        {
            var detail = new JsonObject { ["payer"] = order.Payer, ["delayReason"] = order.DelayReason };
            await AuditTrail.AppendAsync(transaction, Event(districtId, action, order.Month, requestId, detail), new(who, at), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return isNew;
    }

    private static AuditEvent Event(DistrictId districtId, string action, DateOnly month, long requestId, JsonObject detail)
    {
        detail["request"] = requestId.ToString(CultureInfo.InvariantCulture);
        return new(districtId, action, "month", MonthName.Of(month), detail);
    }

    private sealed record Order(DateOnly Month, string Work, string? Payer, string? DelayReason);
}
