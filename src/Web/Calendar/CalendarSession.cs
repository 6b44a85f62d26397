using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using Npgsql;

namespace MedicaidLogs.Web.Calendar;

/// <summary>How far a session of a provider's got, as the provider sees it.</summary>
public enum SessionState
{
    /// <summary>Kept on the form, posted nowhere.</summary>
    Draft,

    /// <summary>A finding holds it back that a signature does not mend.</summary>
    Rejected,

    /// <summary>It waits for the provider's signature.</summary>
    ToSign,

    /// <summary>Signed; it waits for the supervisor.</summary>
    ToCosign,

    /// <summary>The student was not there, or it was not given.</summary>
    NotHeld,

    /// <summary>Given, and nothing that Medicaid pays for.</summary>
    NotBillable,

    /// <summary>Signed, and nothing stands against it.</summary>
    Ready,

    /// <summary>Taken into a month's close or onto a claim: it stays as it is.</summary>
    Billed,
}

/// <summary>One student's part in a session that came in under the provider's name.</summary>
/// <param name="StudentId">Null, like the name, where the district has no student of the number.</param>
/// <param name="Rejects">Codes that hold it back, separated by blanks; likewise the other two.</param>
public sealed record CalendarSession(
    long EntryId, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, string Service, string Mode, string GroupKey, string Attendance,
    bool Delivered, bool Billable, string StudentNumber, long? StudentId, string? Student, string Rejects, string Excludes, string Warns, bool Frozen)
{
    /// <summary>Sessions that a page shows: thirty a day in a month.</summary>
    public const int MostSessions = 1_000;

    [Sql]
    private const string OfProviderSql = """
        select e.entry_id, e.service_date, e.start_time, e.end_time, e.service, e.mode, e.group_key, e.attendance, e.delivered, e.billable,
               e.student_number, s.student_id, s.first_name || ' ' || s.last_name as student,
               coalesce(f.rejects, '') as rejects, coalesce(f.excludes, '') as excludes, coalesce(f.warns, '') as warns,
               exists (
                 select from billing.frozen_entry z
                 where z.district_id = e.district_id and z.service_month = e.service_month and z.entry_id = e.entry_id) as frozen
        from intake.provider me
        join intake.entry e on e.district_id = me.district_id and e.provider_number = me.provider_number
        left join intake.student s on s.district_id = e.district_id and s.student_number = e.student_number
        left join lateral (
            select string_agg(distinct f.code, ' ') filter (where f.severity = 'reject') as rejects,
                   string_agg(distinct f.code, ' ') filter (where f.severity = 'not-billable') as excludes,
                   string_agg(distinct f.code, ' ') filter (where f.severity = 'warn') as warns
            from intake.finding f
            where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id
              and f.entry_version = e.version and f.cleared_run_id is null) f on true
        where me.district_id = @districtId and me.provider_id = @providerId and e.district_id = @districtId
          and e.service_month between date_trunc('month', @from::date)::date and @to and e.service_date between @from and @to
        order by e.service_date, e.start_time, e.entry_id
        limit @limit
        """;

    [Sql]
    private const string IsOwnSql = """
        select exists (
            select from intake.provider me
            join intake.entry e on e.district_id = me.district_id and e.provider_number = me.provider_number
            where me.district_id = @districtId and me.provider_id = @providerId and e.district_id = @districtId and e.entry_id = @entryId)
        """;

    /// <summary>What the provider's signature mends.</summary>
    private static readonly string[] _ofSigning = [Unsigned.Code, EditedAfterSigning.Code, SignedBeforeEnd.Code];

    public SessionState State
    {
        get
        {
            var rejects = CodesOf(Rejects);
            return Frozen ? SessionState.Billed
                : rejects.Except(_ofSigning).Any(code => code != NotCosigned.Code) ? SessionState.Rejected
                : rejects.Intersect(_ofSigning).Any() ? SessionState.ToSign
                : rejects.Length > 0 ? SessionState.ToCosign
                : Billable ? SessionState.Ready
                : Delivered ? SessionState.NotBillable
                : SessionState.NotHeld;
        }
    }

    /// <summary>Why it stands where it does, and what warns.</summary>
    public IEnumerable<string> Reasons => CodesOf(Rejects).Concat(CodesOf(Excludes)).Concat(CodesOf(Warns));

    /// <summary>A provider's own, within some days, in time.</summary>
    public static async Task<IReadOnlyList<CalendarSession>> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<CalendarSession>(new CommandDefinition(
            OfProviderSql, new { districtId, providerId, from, to, limit = MostSessions }, cancellationToken: cancellationToken))];

    /// <summary>Whether an entry came in under the provider's name.</summary>
    public static Task<bool> IsOwnAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, long entryId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            IsOwnSql, new { districtId, providerId, entryId }, cancellationToken: cancellationToken));

    private static string[] CodesOf(string codes) => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
