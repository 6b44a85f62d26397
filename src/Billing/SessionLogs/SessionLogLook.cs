using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>A look at a month's session logs: each is built to know its content, and what a list shows of it is kept until something happens in the district.</summary>
/// <remarks>All that changes a log is an event of the audit trail, so where the trail tells of nothing new, no log has changed.</remarks>
internal static class SessionLogLook
{
    /// <summary>Accounts, and the making and fetching of documents, change nothing that a document shows.</summary>
    [Sql]
    private const string LastChangeSql = """
        select seq
        from ops.audit_event
        where district_id = @districtId
          and action not like 'account.%' and action not like 'session-log%' and action not like 'audit-pack.%'
        order by seq desc
        limit 1
        """;

    [Sql]
    private const string StampSql = """
        select stamp from billing.session_log_look where district_id = @districtId and service_month = @month
        """;

    /// <summary>Of two who write at once, the second waits here for the first.</summary>
    [Sql]
    private const string KeepSql = """
        insert into billing.session_log_look (district_id, service_month, stamp)
        values (@districtId, @month, @stamp)
        on conflict (district_id, service_month) do update set stamp = excluded.stamp
        """;

    [Sql]
    private const string ForgetSql = """
        delete from billing.session_log_seen where district_id = @districtId and service_month = @month
        """;

    [Sql]
    private const string SeenSql = """
        insert into billing.session_log_seen
            (district_id, service_month, document_id, student_id, provider_id, service, school, sessions, unsigned, content_hash)
        select @districtId, @month, l.*
        from unnest(@documentIds::text[], @studentIds::bigint[], @providerIds::bigint[], @services::text[], @schools::text[], @sessions::int[],
                    @unsigned::int[], @contentHashes::bytea[]) l
        """;

    private sealed record Seen(
        string DocumentId, long StudentId, long ProviderId, string Service, string? School, int Sessions, int Unsigned, byte[] ContentHash)
    {
        public static Seen Of(SessionLog log) => new(
            log.DocumentId, log.Last.StudentId, log.Last.ProviderId, log.Last.Service, log.Last.School, log.Sessions.Count,
            log.Sessions.Count(session => session.Delivered && (session.SignedAt is null || session.ChangedSinceSigned)),
            log.ContentHash().ToBytes());
    }

    /// <summary>Looks at the month where what is kept may be out of date.</summary>
    public static async Task EnsureAsync(
        NpgsqlConnection connection, IMinutesLedger ledger, District district, DateOnly month, CancellationToken cancellationToken)
    {
        byte[] stamp;
        var seen = new List<Seen>();
        await using (var look = await WholeMonth.BeginAsync(connection, cancellationToken))
        {
            stamp = await StampAsync(look, district, cancellationToken);
            var kept = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
                StampSql, new { district.DistrictId, month }, look, cancellationToken: cancellationToken));
            if (kept.AsSpan().SequenceEqual(stamp))
            {
                return;
            }

            await foreach (var log in SessionLog.OfMonthAsync(look, district, month, ledger, cancellationToken: cancellationToken))
            {
                seen.Add(Seen.Of(log));
            }
        }

        await KeepAsync(connection, district.DistrictId, month, stamp, seen, cancellationToken);
    }

    private static async Task<byte[]> StampAsync(NpgsqlTransaction look, District district, CancellationToken cancellationToken)
    {
        var lastChange = await look.Connection!.ExecuteScalarAsync<long?>(new CommandDefinition(
            LastChangeSql, new { district.DistrictId }, look, cancellationToken: cancellationToken));
        return SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            new { SessionLog.Format, district.Code, district.Name, district.Npi, district.TimeZone, lastChange }));
    }

    private static async Task KeepAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, byte[] stamp, List<Seen> seen, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(KeepSql, new { districtId, month, stamp });
        await ExecuteAsync(ForgetSql, new { districtId, month });
        await ExecuteAsync(SeenSql, new
        {
            districtId,
            month,
            documentIds = seen.ConvertAll(log => log.DocumentId),
            studentIds = seen.ConvertAll(log => log.StudentId),
            providerIds = seen.ConvertAll(log => log.ProviderId),
            services = seen.ConvertAll(log => log.Service),
            schools = seen.ConvertAll(log => log.School),
            sessions = seen.ConvertAll(log => log.Sessions),
            unsigned = seen.ConvertAll(log => log.Unsigned),
            contentHashes = seen.ConvertAll(log => log.ContentHash),
        });
        await transaction.CommitAsync(cancellationToken);

        Task ExecuteAsync(string sql, object parameters) =>
            connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
    }
}
