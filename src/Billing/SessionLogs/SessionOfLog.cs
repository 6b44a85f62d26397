using System.Runtime.CompilerServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>One session as a session log shows it, held or not.</summary>
/// <param name="Delivered">It counts toward the grid row's minutes.</param>
/// <param name="School">Where the student was enrolled on the date.</param>
/// <param name="MandatedMode">individual, group, either or consult; null where no grid row fits.</param>
internal sealed record SessionOfLog(
    long EntryId, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, int MinutesAway, int Minutes, string Service, string Mode,
    string Attendance, bool Delivered, string Place, bool Telehealth, DateOnly? MakeupFor, string Objective, string Activity, string Progress,
    string Note, string SignedBy, DateTimeOffset? SignedAt, string CosignedBy, DateTimeOffset? CosignedAt, string? Credential,
    long StudentId, string StudentNumber, string StudentLastName, string StudentFirstName, string? StudentMiddleName, DateOnly BirthDate,
    string? MedicaidId, string? School, long ProviderId, string ProviderNumber, string ProviderLastName, string ProviderFirstName, string? Npi,
    string? PlanType, string? PlanNumber, string? GridRowNumber, string? MandatedMode, string? FrequencyText, string? Location,
    DateOnly? RowFrom, DateOnly? RowTo)
{
    [Sql]
    private const string OfMonthSql = """
        select entry_id, service_date, start_time, end_time, minutes_away, minutes, service, mode, attendance, delivered, place, telehealth,
               makeup_for, objective, activity, progress, note, signed_by, signed_at, cosigned_by, cosigned_at, credential,
               student_id, student_number, student_last_name, student_first_name, student_middle_name, birth_date, medicaid_id, school,
               provider_id, provider_number, provider_last_name, provider_first_name, npi,
               plan_type, plan_number, grid_row_number, mandated_mode, frequency_text, location, row_from, row_to
        from intake.session_of_log
        where district_id = @districtId and service_month = @month
          and (@studentId::bigint is null or student_id = @studentId)
        order by student_id, provider_id, service, service_date, start_time nulls first, entry_id
        """;

    /// <summary>Streams the sessions of one student, provider and service after another, each in time.</summary>
    public static IAsyncEnumerable<List<SessionOfLog>> OfMonthAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        LogsAsync(transaction, new { districtId, month, studentId = (long?)null }, cancellationToken);

    /// <summary>The same of one student.</summary>
    public static IAsyncEnumerable<List<SessionOfLog>> OfStudentAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, long studentId, CancellationToken cancellationToken) =>
        LogsAsync(transaction, new { districtId, month, studentId = (long?)studentId }, cancellationToken);

    private static async IAsyncEnumerable<List<SessionOfLog>> LogsAsync(
        NpgsqlTransaction transaction, object which, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var log = new List<SessionOfLog>();
        await foreach (var session in transaction.Connection!.QueryUnbufferedAsync<SessionOfLog>(OfMonthSql, which, transaction)
            .WithCancellation(cancellationToken))
        {
            if (log.Count > 0 && !log[0].IsOfOneLogWith(session))
            {
                yield return log;
                log = [];
            }

            log.Add(session);
        }

        if (log.Count > 0)
        {
            yield return log;
        }
    }

    /// <summary>An id, and nothing of the student.</summary>
    public override string ToString() => $"Entry {EntryId}";

    private bool IsOfOneLogWith(SessionOfLog other) =>
        StudentId == other.StudentId && ProviderId == other.ProviderId && Service == other.Service;
}
