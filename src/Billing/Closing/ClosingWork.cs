using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Billing.Closing;

/// <summary>What a worker does of a request: closes the month or builds its claim file in the name of whoever asked, and keeps what came of it.</summary>
/// <remarks>
/// Work and answer are one transaction under the district's lock: a worker that dies leaves the request as it was, one that comes
/// second finds it answered, and of one that was dropped meanwhile nothing stays.
/// </remarks>
public sealed class ClosingWork(NpgsqlDataSource database, TimeProvider clock)
{
    private const string BeforeBuild = "before_build";

    [Sql]
    private const string FindSql = """
        select service_month as month, payer, delay_reason, asked_by
        from billing.closing_request
        where district_id = @districtId and request_id = @requestId and status = 'asked'
        """;

    [Sql]
    private const string EndSql = """
        update billing.closing_request set status = @status, ended_at = @at, said = @said, claim_run_id = @claimRunId
        where district_id = @districtId and request_id = @requestId and status = 'asked'
        """;

    /// <param name="Payer">Null: the month is to be closed.</param>
    private sealed record Request(DateOnly Month, string? Payer, string? DelayReason, string AskedBy)
    {
        public Actor Who => Actor.Stored(AskedBy);
    }

    /// <summary>Carries a request out, or writes down why it cannot be. One that has ended is left as it is.</summary>
    /// <param name="progress">Told of the claims that are in the file.</param>
    /// <exception cref="PayerProfileException">There is no such payer any more, or its profile no longer fits this program; the request stays open.</exception>
    public async Task RunAsync(
        DistrictId districtId, long requestId, IProgress<JobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Request?>(new CommandDefinition(
            FindSql, new { districtId, requestId }, transaction, cancellationToken: cancellationToken)) is not { } request)
        {
            return;
        }

        var (answer, built) = request.Payer is null
            ? (await CloseAsync(transaction, districtId, request, cancellationToken), null)
            : await BuildAsync(transaction, districtId, request, progress, cancellationToken);
        if (!await EndAsync(transaction, districtId, requestId, answer, built, cancellationToken))
        {
            return; // dropped: rolled back
        }

        await transaction.CommitAsync(cancellationToken);
        if (built is not null)
        {
            await ClaimRun.AnalyseAsync(connection, built, cancellationToken);
        }
    }

    private async Task<ClosingAnswer> CloseAsync(
        NpgsqlTransaction transaction, DistrictId districtId, Request request, CancellationToken cancellationToken) =>
        ClosingAnswer.Of(
            request.Month,
            await new MonthClose(database, clock).CloseAsync(transaction, districtId, request.Month, request.Who, cancellationToken));

    private async Task<(ClosingAnswer Answer, ClaimRunOutcome.Built? Built)> BuildAsync(
        NpgsqlTransaction transaction, DistrictId districtId, Request request, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var payer = await PayerProfiles.FindAsync(transaction.Connection!, districtId, request.Payer!, cancellationToken);
        await transaction.SaveAsync(BeforeBuild, cancellationToken);
        var outcome = await new ClaimRun(database, clock) { Progress = progress }.BuildAsync(
            transaction, districtId, request.Month, payer, request.Who, request.DelayReason, cancellationToken);
        var built = outcome as ClaimRunOutcome.Built;
        if (built is null)
        {
            await transaction.RollbackAsync(BeforeBuild, cancellationToken); // the numbers that it took go back
        }

        return (ClosingAnswer.Of(outcome), built);
    }

    /// <returns>False where somebody dropped it meanwhile.</returns>
    private async Task<bool> EndAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long requestId, ClosingAnswer answer, ClaimRunOutcome.Built? built,
        CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            EndSql,
            new
            {
                districtId,
                requestId,
                status = answer.Status == ClosingRequestStatus.Done ? "done" : "refused",
                at = clock.GetUtcNow(),
                said = answer.Said.ToArray(),
                built?.ClaimRunId,
            },
            transaction,
            cancellationToken: cancellationToken)) == 1;
}
