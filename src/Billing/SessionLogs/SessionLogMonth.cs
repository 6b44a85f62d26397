using System.Globalization;
using System.Text.Json.Nodes;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>What became of a month's session logs.</summary>
/// <param name="Logs">That the month has.</param>
/// <param name="Made">Of these, printed and sealed now; the others stand as they were.</param>
public sealed record SessionLogsMade(int Logs, int Made);

/// <summary>Prints, seals and keeps the session logs of a month: those that are new or whose content changed, the latter as the next version.</summary>
/// <remarks>Each log is kept by itself: a run that was stopped goes on where it was, and two at once make nothing twice.</remarks>
public sealed class SessionLogMonth(NpgsqlDataSource database, TimeProvider clock, PdfPrinter printer, SealCertificate certificate)
{
    private readonly PdfSeal _seal = new(certificate, clock);
    private readonly FileHash _certificate = certificate.Fingerprint;

    /// <param name="progress">Told the number of logs made so far.</param>
    /// <exception cref="BrowserLostException">A log could not be printed. Those that were made are kept.</exception>
    /// <exception cref="SealException"/>
    public async Task<SessionLogsMade> MakeAsync(
        DistrictId districtId, DateOnly month, Actor who, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var look = await WholeMonth.BeginAsync(connection, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var latest = await SessionLogVersion.LatestAsync(look, districtId, month, cancellationToken);
        var (logs, made) = (0, 0);
        await Parallel.ForEachAsync(
            SessionLog.OfMonthAsync(look, district, month, cancellationToken: cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = printer.PagesAtOnce, CancellationToken = cancellationToken },
            async (log, cancellation) =>
            {
                Interlocked.Increment(ref logs);
                var hash = log.ContentHash();
                var before = latest.GetValueOrDefault(log.DocumentId);
                if (before?.ContentHash != hash && await MakeAsync(log, hash, before, who, cancellation))
                {
                    var count = Interlocked.Increment(ref made);
                    progress?.Report(count);
                }
            });
        return new(logs, made);
    }

    private async Task<bool> MakeAsync(SessionLog log, FileHash contentHash, SessionLogVersion? before, Actor who, CancellationToken cancellationToken)
    {
        var number = (before?.Version ?? 0) + 1;
        var printed = await printer.PrintAsync(SessionLogDocument.Write(log, number), cancellationToken);
        var pdf = _seal.Seal(printed, new(log.District.Code, log.DocumentId, number, contentHash), log.District.Name);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var stored = await FileStore.PutAsync(transaction, log.District.DistrictId, new MemoryStream(pdf), cancellationToken);
        var version = new SessionLogVersion(log.DocumentId, number, contentHash, stored.Hash);
        if (!await version.InsertAsync(transaction, log, _certificate, clock.GetUtcNow(), who.ToString(), cancellationToken))
        {
            return false;
        }

        var change = new ChangeContext(who, clock.GetUtcNow());
        await AuditTrail.AppendAsync(transaction, Sealed(log.District.DistrictId, version), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The audit trail holds the hashes too: who would replace a document must rewrite the chain.</summary>
    private static AuditEvent Sealed(DistrictId districtId, SessionLogVersion version) =>
        new(districtId, "session-log.sealed", "session-log", version.DocumentId, new JsonObject
        {
            ["version"] = version.Version.ToString(CultureInfo.InvariantCulture),
            ["content"] = version.ContentHash.ToString(),
            ["pdf"] = version.PdfSha256.ToString(),
        });
}
