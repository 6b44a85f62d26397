using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>One session as a session log shows it, held or not.</summary>
/// <param name="Delivered">It counts toward the grid row's minutes.</param>
/// <param name="School">Where the student was enrolled on the date.</param>
/// <param name="MandatedMode">individual, group, either or consult; null where no grid row fits.</param>
/// <param name="ChangedSinceSigned">What the signature attests was changed after it, or nobody signed.</param>
/// <param name="LicenseNumber">Of the credential, on the date.</param>
/// <param name="GroupSize">Students that the group session lists.</param>
/// <param name="Cosigner">By name; as the file says it where nobody has that number.</param>
/// <param name="LineNumber">The claim line that bills it, as the payer knows it; null where none does.</param>
/// <param name="UnitsMilli">Of the whole line, in thousandths: it may bill other sessions of the day too.</param>
public sealed record SessionOfLog(
    long EntryId, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, int MinutesAway, int Minutes, string Service, string Mode,
    string Attendance, bool Delivered, string Place, bool Telehealth, DateOnly? MakeupFor, string Objective, string Activity, string Progress,
    string Note, string SignedBy, DateTimeOffset? SignedAt, string CosignedBy, DateTimeOffset? CosignedAt, string? Credential,
    long StudentId, string StudentNumber, string StudentLastName, string StudentFirstName, string? StudentMiddleName, DateOnly BirthDate,
    string? MedicaidId, string? School, long ProviderId, string ProviderNumber, string ProviderLastName, string ProviderFirstName, string? Npi,
    string? PlanType, string? PlanNumber, string? GridRowNumber, string? MandatedMode, string? FrequencyText, string? Location,
    DateOnly? RowFrom, DateOnly? RowTo, int Version, bool ChangedSinceSigned, string? LicenseNumber, int? GroupSize,
    long? GridRowId, string Cosigner, string? LineNumber, string? Procedure, string? Modifiers, long? UnitsMilli)
{
    /// <remarks>
    /// What bills a session is read as if of any district and month ("(select ...)" hides which): where statistics know nothing of this one,
    /// the planner takes the month's claim lines for one row and goes through all of them for each session. A claim and its line are reached
    /// from there by their whole keys; "offset 0" keeps them what is asked for each row.
    /// </remarks>
    [Sql]
    private const string OfMonthSql = """
        select s.entry_id, s.service_date, s.start_time, s.end_time, s.minutes_away, s.minutes, s.service, s.mode, s.attendance, s.delivered,
               s.place, s.telehealth, s.makeup_for, s.objective, s.activity, s.progress, s.note, s.signed_by, s.signed_at, s.cosigned_by,
               s.cosigned_at, s.credential, s.student_id, s.student_number, s.student_last_name, s.student_first_name, s.student_middle_name,
               s.birth_date, s.medicaid_id, s.school, s.provider_id, s.provider_number, s.provider_last_name, s.provider_first_name, s.npi,
               s.plan_type, s.plan_number, s.grid_row_number, s.mandated_mode, s.frequency_text, s.location, s.row_from, s.row_to,
               s.version, s.changed_since_signed, s.license_number, s.group_size,
               s.grid_row_id, s.cosigner, c.claim_number || lpad(x.line_number::text, 2, '0') as line_number, l.procedure, l.modifiers, l.units_milli
        from intake.session_of_log s
        left join billing.claim_line_entry x
          on x.district_id = (select @districtId::int) and x.service_month = (select @month::date) and x.entry_id = s.entry_id and x.live
        left join lateral (
            select c.claim_number
            from billing.claim c
            where c.district_id = x.district_id and c.claim_id = x.claim_id
            offset 0) c on true
        left join lateral (
            select l.procedure, l.modifiers, l.units_milli
            from billing.claim_line l
            where l.district_id = x.district_id and l.claim_id = x.claim_id and l.line_number = x.line_number
            offset 0) l on true
        where s.district_id = @districtId and s.service_month = @month
          and (@studentId::bigint is null or s.student_id = @studentId)
          and (@providerId::bigint is null or s.provider_id = @providerId)
          and (@schools::text[] is null or exists (
              select from intake.student_school t
              where t.district_id = s.district_id and t.student_id = s.student_id and t.school_code = any(@schools)
                and t.from_day < s.service_month + interval '1 month' and t.to_day >= s.service_month))
        order by s.student_id, s.provider_id, s.service, s.service_date, s.start_time nulls first, s.entry_id
        """;

    [Sql]
    private const string CountLogsSql = """
        select count(*)
        from (
            select distinct student_id, provider_id, service
            from intake.session_of_log
            where district_id = @districtId and service_month = @month) logs
        """;

    /// <summary>What corrections replaced, the oldest first.</summary>
    public IReadOnlyList<Addendum> Addenda { get; init; } = [];

    /// <summary>Given here, under the content that it says; null where the signature is the file's word, or there is none.</summary>
    public SignatureOfLog? Signature { get; init; }

    /// <summary>The supervisor's, in the same way.</summary>
    public SignatureOfLog? Cosignature { get; init; }

    /// <summary>Of a missed session: when it was made up, in this month or later, by whomever.</summary>
    public IReadOnlyList<DateOnly> MadeUpOn { get; init; } = [];

    /// <summary>Streams the month's sessions by student, provider and service, each in time.</summary>
    /// <param name="studentId">Null: of all.</param>
    public static IAsyncEnumerable<SessionOfLog> OfMonthAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, long? studentId, SessionLogReach reach) =>
        transaction.Connection!.QueryUnbufferedAsync<SessionOfLog>(
            OfMonthSql, new { districtId, month, studentId, reach.ProviderId, reach.Schools }, transaction);

    /// <summary>How many logs the month has.</summary>
    public static Task<int> CountLogsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteScalarAsync<int>(new CommandDefinition(
            CountLogsSql, new { districtId, month }, transaction, cancellationToken: cancellationToken));

    /// <summary>An id, and nothing of the student.</summary>
    public override string ToString() => $"Entry {EntryId}";

    public bool IsOfOneLogWith(SessionOfLog other) =>
        StudentId == other.StudentId && ProviderId == other.ProviderId && Service == other.Service;
}
