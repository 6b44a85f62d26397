using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>A sealed document that somebody fetches. Who did is in the audit trail before the first byte goes out.</summary>
/// <param name="Name">Of the file: ids, no personal data.</param>
public sealed record SessionLogFile(string Name, byte[] Pdf)
{
    [Sql]
    private const string ByHashSql = """
        select document_id, version
        from billing.session_log l
        where l.district_id = @districtId and l.pdf_sha256 = @pdf and (@providerId::bigint is null or l.provider_id = @providerId)
          and (@schools::text[] is null or exists (
              select from intake.student_school t
              where t.district_id = l.district_id and t.student_id = l.student_id and t.school_code = any(@schools)
                and t.from_day < l.service_month + interval '1 month' and t.to_day >= l.service_month))
        """;

    private sealed record Kept(string DocumentId, int Version);

    /// <returns>Null where there is no such document, or it is not theirs to see.</returns>
    public static async Task<SessionLogFile?> FetchAsync(
        NpgsqlConnection connection, DistrictId districtId, SessionLogReach reach, FileHash pdf, ChangeContext who, CancellationToken cancellationToken = default)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.QueryFirstOrDefaultAsync<Kept>(new CommandDefinition(
            ByHashSql, new { districtId, pdf, reach.ProviderId, reach.Schools }, transaction, cancellationToken: cancellationToken)) is not { } kept)
        {
            return null;
        }

        var bytes = await FileStore.ReadAllAsync(connection, districtId, pdf, cancellationToken);
        var version = kept.Version.ToString(CultureInfo.InvariantCulture);
        await AuditTrail.AppendAsync(
            transaction,
            new(districtId, "session-log.fetched", "session-log", kept.DocumentId, new JsonObject { ["version"] = version }),
            who,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new($"session-log-{kept.DocumentId}-v{version}.pdf", bytes);
    }
}
