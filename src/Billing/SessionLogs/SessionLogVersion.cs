using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>A session log that was printed and sealed; its bytes are in the file store.</summary>
/// <param name="DocumentId">Names the log within its district and month.</param>
/// <param name="Version">Replaces the one before.</param>
internal sealed record SessionLogVersion(string DocumentId, int Version, FileHash ContentHash, FileHash PdfSha256)
{
    [Sql]
    private const string LatestOfMonthSql = """
        select distinct on (document_id) document_id, version, content_hash, pdf_sha256
        from billing.session_log
        where district_id = @districtId and service_month = @month
        order by document_id, version desc
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.session_log
            (district_id, service_month, document_id, version, student_id, provider_id, service, content_hash, pdf_sha256, certificate_sha256,
             made_at, made_by)
        values
            (@districtId, @month, @documentId, @version, @studentId, @providerId, @service, @contentHash, @pdfSha256, @certificateSha256, @at, @by)
        on conflict do nothing
        """;

    [Sql]
    private const string InsertEntriesSql = """
        insert into billing.session_log_entry (district_id, document_id, version, entry_id, entry_version)
        select @districtId, @documentId, @version, e.entry_id, e.entry_version
        from unnest(@entryIds::bigint[], @entryVersions::int[]) as e (entry_id, entry_version)
        """;

    /// <summary>The latest version of each of the month's logs, by its document id.</summary>
    public static async Task<Dictionary<string, SessionLogVersion>> LatestAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken)
    {
        var latest = await transaction.Connection!.QueryAsync<SessionLogVersion>(new CommandDefinition(
            LatestOfMonthSql, new { districtId, month }, transaction, cancellationToken: cancellationToken));
        return latest.ToDictionary(version => version.DocumentId, StringComparer.Ordinal);
    }

    /// <summary>The version in which a log stands, or will once it is made.</summary>
    /// <param name="latest">That was made of it, if any was.</param>
    public static int Number(SessionLog log, SessionLogVersion? latest) => latest switch
    {
        null => 1,
        _ when latest.ContentHash == log.ContentHash() => latest.Version,
        _ => latest.Version + 1,
    };

    /// <returns>False where somebody else made that version meanwhile: then nothing was written.</returns>
    public async Task<bool> InsertAsync(
        NpgsqlTransaction transaction, SessionLog log, FileHash certificate, DateTimeOffset at, string by, CancellationToken cancellationToken)
    {
        var districtId = log.District.DistrictId;
        var isNew = await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                log.Month,
                DocumentId,
                Version,
                log.Last.StudentId,
                log.Last.ProviderId,
                log.Last.Service,
                ContentHash,
                PdfSha256,
                certificateSha256 = certificate,
                at,
                by,
            },
            transaction,
            cancellationToken: cancellationToken)) == 1;
        if (isNew)
        {
            var entryIds = log.Sessions.Select(session => session.EntryId).ToArray();
            var entryVersions = log.Sessions.Select(session => session.Version).ToArray();
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                InsertEntriesSql, new { districtId, DocumentId, Version, entryIds, entryVersions }, transaction, cancellationToken: cancellationToken));
        }

        return isNew;
    }
}
