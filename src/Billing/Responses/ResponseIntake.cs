using System.Globalization;
using System.Text.Json.Nodes;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>The way of a payer's file into the store: received in one transaction, posted or refused in another. See docs/responses.md.</summary>
/// <remarks>
/// Once received, a file is never lost: whatever dies while it is posted leaves it received, and <see cref="PostAsync"/>, or the
/// same file sent again, goes on from there. Both may run any number of times.
/// </remarks>
public sealed class ResponseIntake(NpgsqlDataSource database, TimeProvider clock)
{
    private const string CounterName = "response-file";

    /// <summary>Receives a file and posts it.</summary>
    /// <param name="fileName">As the sender calls it.</param>
    /// <param name="content">Read from its position to its end.</param>
    /// <exception cref="FileTooLargeException">More than 256 MiB; nothing is kept.</exception>
    public async Task<ResponseOutcome> ImportAsync(
        DistrictId districtId, string fileName, Stream content, Actor who, CancellationToken cancellationToken = default)
    {
        var responseFileId = await ReceiveAsync(districtId, fileName, content, who, cancellationToken);
        return await PostAsync(districtId, responseFileId, who, cancellationToken);
    }

    /// <summary>Keeps a file, to be posted by <see cref="PostAsync"/>. The same bytes are one file; one that was refused is tried again.</summary>
    /// <exception cref="FileTooLargeException">More than 256 MiB; nothing is kept.</exception>
    public async Task<long> ReceiveAsync(
        DistrictId districtId, string fileName, Stream content, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using var step = Steps.Begin("receive");
        var stored = await FileStore.PutAsync(transaction, districtId, content, cancellationToken);

        // Whoever sends the same bytes at the same time waits here, and then finds them.
        var responseFileId = await Counters.TakeAsync(transaction, districtId, CounterName, 1, cancellationToken);
        if (await ReceivedFile.FindAsync(transaction, districtId, stored.Hash, cancellationToken) is not { } known)
        {
            await ReceivedFile.InsertAsync(
                transaction, districtId, responseFileId, fileName, stored.Hash, clock.GetUtcNow(), who.ToString(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return responseFileId;
        }

        await transaction.RollbackAsync(cancellationToken); // gives the number back
        if (known.Status == "refused")
        {
            await using var again = await connection.BeginTransactionAsync(cancellationToken);
            await ReceivedFile.ReceiveAgainAsync(again, districtId, known.ResponseFileId, cancellationToken);
            await again.CommitAsync(cancellationToken);
        }

        return known.ResponseFileId;
    }

    /// <summary>Posts a received file, the whole of it or nothing; says what came of it where that was done before.</summary>
    public async Task<ResponseOutcome> PostAsync(
        DistrictId districtId, long responseFileId, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        ResponseRefusal refusal;
        try
        {
            return await PostWholeAsync(connection, districtId, responseFileId, who, cancellationToken);
        }
        catch (X12RefusedException refused)
        {
            var (reason, offset, segment, element) = refused.Refusal;
            refusal = new(reason.Code, reason.Words, segment, offset, element);
        }
        catch (PostingRefusedException refused)
        {
            refusal = refused.Refusal;
        }

        return await RefuseAsync(connection, districtId, responseFileId, refusal, who, cancellationToken);
    }

    private async Task<ResponseOutcome> PostWholeAsync(
        NpgsqlConnection connection, DistrictId districtId, long responseFileId, Actor who, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var file = await ReceivedFile.LoadAsync(transaction, districtId, responseFileId, cancellationToken);
        if (Finished(file) is { } before)
        {
            return before;
        }

        // A COPY holds its connection, so the file is read over another one, and our claims are looked up over a third.
        await using var source = await database.OpenConnectionAsync(cancellationToken);
        await using var content = await FileStore.OpenAsync(source, districtId, file.Sha256, cancellationToken);
        await using var beside = await database.OpenConnectionAsync(cancellationToken);
        await using var lookup = await beside.BeginTransactionAsync(cancellationToken);
        var change = new ChangeContext(who, clock.GetUtcNow());
        var summary = await new ResponsePosting(transaction, lookup, districtId, responseFileId, change.When).RunAsync(content, cancellationToken);
        await Statistics.RefreshAsync(transaction, summary.ClaimAnswers + summary.Lines, cancellationToken);
        if (summary.Payments > 0)
        {
            using var step = Steps.Begin("verify");
            await LedgerVerification.RequireFileAsync(transaction, districtId, responseFileId, cancellationToken);
            await DepositMatching.RunAsync(transaction, districtId, change, cancellationToken);
        }

        var posted = new ResponseOutcome.Posted(responseFileId, summary);
        await FinishAsync(transaction, districtId, posted, Happened(districtId, responseFileId, summary), change, cancellationToken);
        return posted;
    }

    private async Task<ResponseOutcome> RefuseAsync(
        NpgsqlConnection connection, DistrictId districtId, long responseFileId, ResponseRefusal refusal, Actor who, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (Finished(await ReceivedFile.LoadAsync(transaction, districtId, responseFileId, cancellationToken)) is { } before)
        {
            return before; // another worker came to an end with it in the meantime
        }

        var refused = new ResponseOutcome.Refused(responseFileId, refusal);
        var happened = new AuditEvent(districtId, "response.refused", "response-file", Id(responseFileId), new JsonObject { ["code"] = refusal.Code });
        await FinishAsync(transaction, districtId, refused, happened, new(who, clock.GetUtcNow()), cancellationToken);
        return refused;
    }

    private static async Task FinishAsync(
        NpgsqlTransaction transaction, DistrictId districtId, ResponseOutcome outcome, AuditEvent happened, ChangeContext change,
        CancellationToken cancellationToken)
    {
        await ReceivedFile.FinishAsync(transaction, districtId, outcome, change.When, cancellationToken);
        await AuditTrail.AppendAsync(transaction, happened, change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static ResponseOutcome? Finished(ReceivedFile file) => file.Status switch
    {
        "posted" => new ResponseOutcome.CameBefore(file.ResponseFileId, file.FinishedAt!.Value, file.Summary!),
        "refused" => new ResponseOutcome.Refused(file.ResponseFileId, file.Refusal!),
        _ => null,
    };

    private static AuditEvent Happened(DistrictId districtId, long responseFileId, ResponseSummary summary) =>
        new(districtId, "response.posted", "response-file", Id(responseFileId), new JsonObject
        {
            ["runAnswers"] = summary.RunAnswers,
            ["claimAnswers"] = summary.ClaimAnswers,
            ["payments"] = summary.Payments,
            ["claims"] = summary.Claims,
            ["lines"] = summary.Lines,
            ["paymentCents"] = summary.PaymentCents,
            ["unmatched"] = summary.Unmatched,
        });

    private static string Id(long responseFileId) => responseFileId.ToString(CultureInfo.InvariantCulture);
}
