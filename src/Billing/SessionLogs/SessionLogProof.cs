using System.Security.Cryptography;
using Dapper;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>How a sealed PDF stands to what is kept.</summary>
public enum SealedStanding
{
    /// <summary>The seal does not hold; nothing else is asked.</summary>
    Broken,

    /// <summary>Sealed by somebody, but not kept here byte for byte.</summary>
    NotOurs,

    /// <summary>A later version was made.</summary>
    Replaced,

    /// <summary>The latest version, but a session changed since; the next one is not made yet.</summary>
    Outdated,

    /// <summary>The latest version, and what it shows is what is kept.</summary>
    Current,
}

/// <summary>A session as a document shows it.</summary>
/// <param name="Version">That the document shows.</param>
/// <param name="CurrentVersion">That stands now; null where the session is no longer of this month, student or provider.</param>
public sealed record SealedEntry(long EntryId, int Version, int? CurrentVersion);

/// <summary>What is known of a PDF that somebody brings.</summary>
/// <param name="LatestVersion">Of the document; null where it is not ours.</param>
public sealed record SessionLogProof(SealVerdict Verdict, SealedStanding Standing, int? LatestVersion, IReadOnlyList<SealedEntry> Entries)
{
    [Sql]
    private const string KeptSql = """
        select d.district_id, l.service_month as month, l.student_id, l.version, l.pdf_sha256,
               (select max(n.version) from billing.session_log n where n.district_id = l.district_id and n.document_id = l.document_id) as latest_version
        from ops.district d
        join billing.session_log l on l.district_id = d.district_id
        where d.code = @district and l.document_id = @documentId and l.version = @version
        """;

    [Sql]
    private const string EntriesSql = """
        select e.entry_id, e.entry_version as version, s.version as current_version
        from billing.session_log l
        join billing.session_log_entry e on e.district_id = l.district_id and e.document_id = l.document_id and e.version = l.version
        left join intake.session_of_log s
          on s.district_id = e.district_id and s.service_month = l.service_month and s.entry_id = e.entry_id
         and s.student_id = l.student_id and s.provider_id = l.provider_id and s.service = l.service
        where l.district_id = @districtId and l.document_id = @documentId and l.version = @version
        order by e.entry_id
        """;

    private sealed record Kept(DistrictId DistrictId, DateOnly Month, long StudentId, int Version, FileHash PdfSha256, int LatestVersion);

    /// <summary>The seal by itself, then the document against the store.</summary>
    public static async Task<SessionLogProof> OfAsync(
        NpgsqlDataSource database, IMinutesLedger ledger, byte[] pdf, CancellationToken cancellationToken = default)
    {
        var verdict = PdfVerifier.Verify(pdf);
        if (!verdict.Intact)
        {
            return new(verdict, SealedStanding.Broken, null, []);
        }

        var identity = verdict.Seal!.Identity;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var kept = await connection.QuerySingleOrDefaultAsync<Kept>(new CommandDefinition(
            KeptSql, identity, transaction, cancellationToken: cancellationToken));
        if (kept is null || kept.PdfSha256 != FileHash.FromBytes(SHA256.HashData(pdf)))
        {
            return new(verdict, SealedStanding.NotOurs, null, []);
        }

        var entries = await connection.QueryAsync<SealedEntry>(new CommandDefinition(
            EntriesSql, new { kept.DistrictId, identity.DocumentId, identity.Version }, transaction, cancellationToken: cancellationToken));
        var standing = kept.Version < kept.LatestVersion ? SealedStanding.Replaced
            : await IsCurrentAsync(transaction, ledger, kept, identity, cancellationToken) ? SealedStanding.Current
            : SealedStanding.Outdated;
        return new(verdict, standing, kept.LatestVersion, [.. entries]);
    }

    private static async Task<bool> IsCurrentAsync(
        NpgsqlTransaction transaction, IMinutesLedger ledger, Kept kept, DocumentIdentity identity, CancellationToken cancellationToken)
    {
        var district = await District.LoadAsync(transaction.Connection!, kept.DistrictId, cancellationToken);
        await foreach (var log in SessionLog.OfMonthAsync(transaction, district, kept.Month, ledger, kept.StudentId, cancellationToken: cancellationToken))
        {
            if (log.DocumentId == identity.DocumentId)
            {
                return log.ContentHash() == identity.ContentHash;
            }
        }

        return false;
    }
}
