using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>How far a log of the month is.</summary>
public enum SessionLogState
{
    ToMake,

    /// <summary>What it shows was changed since its last version was made.</summary>
    Changed,
    Made,
}

/// <summary>A session log of a month as a list shows it.</summary>
public sealed record ListedSessionLog
{
    [Sql]
    private const string OfMonthSql = """
        select case when v.document_id is null then 'ToMake' when v.content_hash = l.content_hash then 'Made' else 'Changed' end as state,
               l.document_id, l.student_id, s.last_name || ', ' || s.first_name as student_name, s.student_number,
               p.last_name || ', ' || p.first_name as provider_name, p.provider_number,
               l.school, l.service, l.sessions, l.unsigned, v.version, v.pdf_sha256 as pdf
        from billing.session_log_seen l
        join intake.student_of_log s on s.district_id = l.district_id and s.student_id = l.student_id
        join intake.provider_of_log p on p.district_id = l.district_id and p.provider_id = l.provider_id
        left join (
            select distinct on (document_id) document_id, version, content_hash, pdf_sha256
            from billing.session_log
            where district_id = @districtId and service_month = @month
            order by document_id, version desc) v on v.document_id = l.document_id
        where l.district_id = @districtId and l.service_month = @month and (@providerId::bigint is null or l.provider_id = @providerId)
          and (@schools::text[] is null or exists (
              select from intake.student_school t
              where t.district_id = l.district_id and t.student_id = l.student_id and t.school_code = any(@schools)
                and t.from_day < l.service_month + interval '1 month' and t.to_day >= l.service_month))
        order by l.student_id, l.provider_id, l.service
        """;

    public SessionLogState State { get; init; }

    public required string DocumentId { get; init; }

    public long StudentId { get; init; }

    public required string StudentName { get; init; }

    public required string StudentNumber { get; init; }

    public required string ProviderName { get; init; }

    public required string ProviderNumber { get; init; }

    /// <summary>The student's on the day of the last session; null where there was none.</summary>
    public string? School { get; init; }

    public required string Service { get; init; }

    public int Sessions { get; init; }

    /// <summary>Of the sessions that were delivered, those without a signature under what they say now.</summary>
    public int Unsigned { get; init; }

    /// <summary>The last that was made; null where none was.</summary>
    public int? Version { get; init; }

    /// <summary>Of that version: it names the document when it is fetched.</summary>
    public FileHash? Pdf { get; init; }

    /// <summary>The month's logs by student, provider and service. They are built where something happened in the district since they last were.</summary>
    public static async Task<IReadOnlyList<ListedSessionLog>> OfMonthAsync(
        NpgsqlConnection connection, IMinutesLedger ledger, District district, DateOnly month, SessionLogReach reach, CancellationToken cancellationToken = default)
    {
        await SessionLogLook.EnsureAsync(connection, ledger, district, month, cancellationToken);
        return [.. await connection.QueryAsync<ListedSessionLog>(new CommandDefinition(
            OfMonthSql, new { district.DistrictId, month, reach.ProviderId, reach.Schools }, cancellationToken: cancellationToken))];
    }

    /// <summary>A student's number, and nothing else of the student.</summary>
    public override string ToString() => $"Session log of student {StudentNumber}";
}
