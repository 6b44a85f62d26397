using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using MedicaidLogs.Billing.SessionLogs.Document;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>What became of a month's session logs.</summary>
/// <param name="Logs">That the month has.</param>
/// <param name="Made">Of these, printed and sealed now; the others stand as they were.</param>
/// <param name="Failed">That could not be printed; another run tries them again.</param>
public sealed record SessionLogsMade(int Logs, int Made, int Failed = 0);

/// <summary>How far the making of a month's logs is.</summary>
/// <param name="Logs">That the month has; null before they are counted.</param>
/// <param name="Seen">Of these, made or found to stand as they should.</param>
public sealed record SessionLogProgress(int? Logs, int Seen, int Made, int Failed);

/// <summary>Prints, seals and keeps the session logs of a month: those that are new or whose content changed, the latter as the next version.</summary>
/// <remarks>Each log is kept by itself: a run that was stopped goes on where it was, and two at once make nothing twice.</remarks>
public sealed class SessionLogMonth(NpgsqlDataSource database, TimeProvider clock, PdfPrinter printer, SealCertificate certificate, IMinutesLedger ledger)
{
    /// <summary>Logs that may fail to be printed before it is the printer's fault and not theirs.</summary>
    private const int MostFailed = 10;

    private readonly PdfSeal _seal = new(certificate, clock);
    private readonly FileHash _certificate = certificate.Fingerprint;

    /// <summary>A log that cannot be printed does not hold up the others; where nothing can be, it is given up soon.</summary>
    /// <param name="progress">Told after each log, from whichever thread saw to it.</param>
    /// <exception cref="BrowserLostException">Too many logs could not be printed, or none could. Those that were made are kept.</exception>
    /// <exception cref="PdfFormatException">The same: what was printed cannot be sealed.</exception>
    /// <exception cref="TimeStampException">The same: no time stamp is to be had.</exception>
    /// <exception cref="SealException"/>
    public async Task<SessionLogsMade> MakeAsync(
        DistrictId districtId, DateOnly month, Actor who, IProgress<SessionLogProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var look = await WholeMonth.BeginAsync(connection, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var latest = await SessionLogVersion.LatestAsync(look, districtId, month, cancellationToken);
        var tally = new Tally(await SessionOfLog.CountLogsAsync(look, districtId, month, cancellationToken), progress);
        await Parallel.ForEachAsync(
            SessionLog.OfMonthAsync(look, district, month, ledger, cancellationToken: cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = printer.PagesAtOnce, CancellationToken = cancellationToken },
            async (log, cancellation) =>
            {
                var hash = log.ContentHash();
                var before = latest.GetValueOrDefault(log.DocumentId);
                try
                {
                    tally.Saw(made: before?.ContentHash != hash && await MakeAsync(log, hash, before, who, cancellation));
                }
                catch (Exception fault) when (fault is BrowserLostException or PdfFormatException or TimeStampException)
                {
                    tally.Missed(fault);
                }
            });
        return tally.Result();
    }

    private async Task<bool> MakeAsync(SessionLog log, FileHash contentHash, SessionLogVersion? before, Actor who, CancellationToken cancellationToken)
    {
        var number = (before?.Version ?? 0) + 1;
        var printed = await printer.PrintAsync(await SessionLogDocument.WriteAsync(log, number), cancellationToken);
        var pdf = await _seal.SealAsync(printed, new(log.District.Code, log.DocumentId, number, contentHash), log.District.Name, cancellationToken);

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

    /// <summary>Counts what became of the logs, on several threads.</summary>
    private sealed class Tally(int logs, IProgress<SessionLogProgress>? progress)
    {
        private readonly Lock _lock = new();
        private int _seen;
        private int _made;
        private int _failed;
        private Exception? _fault;

        public void Saw(bool made)
        {
            lock (_lock)
            {
                _seen++;
                _made += made ? 1 : 0;
                progress?.Report(new(logs, _seen, _made, _failed));
            }
        }

        /// <summary>Throws the fault where too many failed: then it is not the document's.</summary>
        public void Missed(Exception fault)
        {
            lock (_lock)
            {
                _fault ??= fault;
                progress?.Report(new(logs, _seen, _made, ++_failed));
                if (_failed == MostFailed)
                {
                    ExceptionDispatchInfo.Throw(fault);
                }
            }
        }

        public SessionLogsMade Result()
        {
            if (_made == 0 && _fault is not null)
            {
                ExceptionDispatchInfo.Throw(_fault);
            }

            return new(_seen + _failed, _made, _failed);
        }
    }
}
