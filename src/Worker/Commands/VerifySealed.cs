using System.Globalization;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs verify FILE…</c>: whether sealed session logs are what was sealed, and still the ones that count.</summary>
public static class VerifySealed
{
    public static async Task<int> RunAsync(Session session, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var proofs = new List<(string Path, SessionLogProof Proof)>();
        foreach (var path in paths)
        {
            if (new FileInfo(path).Length > FileStore.MaximumBytes)
            {
                throw new FileTooLargeException();
            }

            var pdf = await File.ReadAllBytesAsync(path, cancellationToken);
            proofs.Add((path, await SessionLogProof.OfAsync(session.Database, new MinutesLedger(), pdf, cancellationToken)));
        }

        foreach (var (path, proof) in proofs)
        {
            Tell(session.Terminal, path, proof);
        }

        session.Terminal.Result("sealed", proofs.Select(each => new
        {
            File = each.Path,
            Standing = each.Proof.Standing.ToString(),
            each.Proof.Verdict.Fault,
            each.Proof.Verdict.Seal?.Identity.DocumentId,
            each.Proof.Verdict.Seal?.Identity.Version,
            each.Proof.LatestVersion,
            SealedBy = each.Proof.Verdict.Seal?.Name,
            Certificate = each.Proof.Verdict.Seal?.Fingerprint.ToString(),
            each.Proof.Verdict.Seal?.SealedAt,
            StampedAt = each.Proof.Verdict.Seal?.Stamp?.At,
            StampedBy = each.Proof.Verdict.Seal?.Stamp?.Authority,
            StampCertificate = each.Proof.Verdict.Seal?.Stamp?.Fingerprint.ToString(),
            each.Proof.Entries,
        }));
        return proofs.TrueForAll(each => each.Proof.Standing is not (SealedStanding.Broken or SealedStanding.NotOurs)) ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Tell(Terminal terminal, string path, SessionLogProof proof)
    {
        if (proof.Verdict.Seal is not { } seal)
        {
            terminal.Error($"{path}: NOT INTACT. {proof.Verdict.Fault}");
            return;
        }

        terminal.Line($"{path}: intact, document {seal.Identity.DocumentId} of {seal.Identity.District}, version {seal.Identity.Version}.");
        terminal.Line(
            $"Sealed by {seal.Name}{(seal.SelfSigned ? " (self-signed)" : "")} "
            + $"on {Minute(seal.SealedAt)}, by its own clock; certificate {seal.Fingerprint}.");
        if (seal.Stamp is { } stamp)
        {
            terminal.Line($"Time stamp of {stamp.Authority}: the seal was there on {Minute(stamp.At)}; certificate {stamp.Fingerprint}.");
        }

        if (proof.Standing == SealedStanding.NotOurs)
        {
            terminal.Error($"{path}: no such document is kept here. Its seal holds, but this database cannot say that the seal is the district's.");
            return;
        }

        terminal.Line(proof.Standing switch
        {
            SealedStanding.Replaced => $"Replaced: version {proof.LatestVersion} is the latest.",
            SealedStanding.Outdated => "The latest version, but what is kept has changed since: medlogs session-logs makes the next one.",
            _ => "Current: it shows what is kept.",
        });
        terminal.Table("Its sessions", ["entry", "version", "now"], proof.Entries.Select(entry => new[]
        {
            entry.EntryId.ToString(CultureInfo.InvariantCulture),
            entry.Version.ToString(CultureInfo.InvariantCulture),
            entry.CurrentVersion == entry.Version ? "the same" : entry.CurrentVersion is { } now ? $"version {now}" : "not of this log any more",
        }));
    }

    private static string Minute(DateTimeOffset instant) => $"{instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
}
