using System.Data;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Web.Records;
using Npgsql;

namespace MedicaidLogs.Web.Students;

/// <summary>Who a student is.</summary>
/// <param name="Address">On one line; empty where nothing of it is known.</param>
public sealed record StudentHead(
    long StudentId, string StudentNumber, string LastName, string FirstName, DateOnly BirthDate, string? MedicaidId, string Address)
{
    public string Name => $"{FirstName} {LastName}";
}

/// <summary>A row of a plan's grid, with its plan.</summary>
/// <param name="Mode">individual, group, either or consult.</param>
/// <param name="FrequencyProblem">What could not be read in the frequency; null where it was read.</param>
public sealed record PlannedService(
    long PlanId, string PlanNumber, string PlanType, DateOnly PlanFrom, DateOnly PlanTo, DateOnly? FinalizedOn,
    long GridRowId, string RowNumber, string Service, string Mode, string FrequencyText, string? Location, DateOnly RowFrom, DateOnly RowTo, bool Esy,
    string? FrequencyProblem);

public sealed record StudentConsent(long ConsentId, string State, DateOnly EffectiveOn, DateOnly? NoticeOn);

/// <param name="Diagnoses">ICD-10-CM, separated by blanks; may be empty.</param>
public sealed record StudentOrder(
    long OrderId, string Service, DateOnly OrderedOn, DateOnly? EndsOn, string? OrderingLastName, string? OrderingFirstName, string? OrderingNpi,
    string? OrderingTaxonomy, string Diagnoses)
{
    /// <summary>The practitioner's name; empty where the order names nobody.</summary>
    public string OrderedBy => string.Join(", ", new[] { OrderingLastName, OrderingFirstName }.Where(name => name is not null));
}

public sealed record StudentAuthorization(
    long AuthorizationId, string AuthorizationNumber, string Covers, DateOnly ValidFrom, DateOnly? ValidTo, int? Units);

/// <param name="OtherCoverage">Another payer comes first and has not been resolved.</param>
public sealed record StudentEligibility(long EligibilityId, DateOnly EligibleFrom, DateOnly? EligibleTo, bool OtherCoverage);

/// <summary>A stretch of days: an enrolment, a stay in an institution, an absence.</summary>
/// <param name="What">The school's name, or what the absence was.</param>
public sealed record StudentDays(string What, DateOnly FromDay, DateOnly? ToDay);

/// <summary>All that a student's page shows, as of one moment.</summary>
public sealed record StudentRecord
{
    /// <summary>More of one kind nobody reads; the latest are shown.</summary>
    private const int Most = 100;

    [Sql]
    private const string HeadSql = """
        select student_id, student_number, last_name, first_name, birth_date, medicaid_id,
               concat_ws(', ', street, city, concat_ws(' ', state_code, postal_code)) as address
        from intake.student
        where district_id = @districtId and student_id = @studentId
          and (@schools::text[] is null or exists (
              select from intake.student_school t
              where t.district_id = @districtId and t.student_id = @studentId and t.school_code = any(@schools)
                and @today between t.from_day and t.to_day))
        """;

    [Sql]
    private const string PlansSql = """
        select p.plan_id, p.plan_number, p.plan_type, p.plan_from, p.plan_to, p.finalized_on, r.grid_row_id, r.row_number, r.service, r.mode,
               r.frequency_text, r.location, r.row_from, r.row_to, r.esy, r.frequency_problem
        from intake.plan p
        join intake.grid_row r on r.district_id = p.district_id and r.plan_id = p.plan_id
        where p.district_id = @districtId and p.student_id = @studentId
        order by p.plan_from desc, p.plan_id desc, r.row_from, r.row_number
        limit @limit
        """;

    [Sql]
    private const string ConsentsSql = """
        select consent_id, state, effective_on, notice_on
        from intake.consent
        where district_id = @districtId and student_id = @studentId
        order by effective_on desc, consent_id desc
        limit @limit
        """;

    [Sql]
    private const string OrdersSql = """
        select order_id, service, ordered_on, ends_on, ordering_last_name, ordering_first_name, ordering_npi, ordering_taxonomy, diagnoses
        from intake.service_order
        where district_id = @districtId and student_id = @studentId
        order by ordered_on desc, order_id desc
        limit @limit
        """;

    [Sql]
    private const string AuthorizationsSql = """
        select authorization_id, authorization_number, covers, valid_from, valid_to, units
        from intake.service_authorization
        where district_id = @districtId and student_id = @studentId
        order by valid_from desc, authorization_id desc
        limit @limit
        """;

    [Sql]
    private const string EligibilitySql = """
        select eligibility_id, eligible_from, eligible_to, other_coverage
        from intake.eligibility
        where district_id = @districtId and student_id = @studentId
        order by eligible_from desc
        limit @limit
        """;

    [Sql]
    private const string EnrolmentsSql = """
        select h.name as what, e.enrolled_from as from_day, e.enrolled_to as to_day
        from intake.enrolment e
        join intake.school h on h.district_id = e.district_id and h.school_code = e.school_code
        where e.district_id = @districtId and e.student_id = @studentId
        order by e.enrolled_from desc
        limit @limit
        """;

    [Sql]
    private const string AwaySql = """
        select * from (
            select case when absent_from = '00:00' and absent_to is null then 'Absent all day' else 'Absent part of the day' end as what,
                   absent_on as from_day, absent_on as to_day
            from intake.absence
            where district_id = @districtId and student_id = @studentId and not withdrawn
            union all
            select 'In an institution', stay_from, stay_to
            from intake.stay
            where district_id = @districtId and student_id = @studentId) away
        order by from_day desc
        limit @limit
        """;

    public required StudentHead Head { get; init; }

    public required IReadOnlyList<PlannedService> Plans { get; init; }

    public required IReadOnlyList<StudentConsent> Consents { get; init; }

    public required IReadOnlyList<StudentOrder> Orders { get; init; }

    public required IReadOnlyList<StudentAuthorization> Authorizations { get; init; }

    public required IReadOnlyList<StudentEligibility> Eligibility { get; init; }

    public required IReadOnlyList<StudentDays> Enrolments { get; init; }

    /// <summary>Absences and stays in an institution.</summary>
    public required IReadOnlyList<StudentDays> Away { get; init; }

    /// <summary>What runs out soon, or has run out and was not renewed.</summary>
    public required IReadOnlyList<ExpiringRecord> Expiring { get; init; }

    public required IReadOnlyList<RecordBlock> Blocks { get; init; }

    public required IReadOnlyList<RecordMonth> Months { get; init; }

    /// <summary>Where the student is enrolled on a day; null: nowhere.</summary>
    public string? SchoolOn(DateOnly day) =>
        Enrolments.FirstOrDefault(enrolment => enrolment.FromDay <= day && !(enrolment.ToDay < day))?.What;

    /// <summary>The district's student of that id, or null.</summary>
    /// <param name="schools">Only a student of these schools today; null: of any.</param>
    /// <param name="month">Whose sessions say how much rests on what runs out.</param>
    public static async Task<StudentRecord?> FindAsync(
        NpgsqlConnection connection, District district, string[]? schools, long studentId, DateOnly month, DateOnly today, CancellationToken cancellationToken)
    {
        // One moment for all of the page.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var of = new { districtId = district.DistrictId, schools, studentId, today, limit = Most };
        if (await connection.QuerySingleOrDefaultAsync<StudentHead?>(new CommandDefinition(HeadSql, of, cancellationToken: cancellationToken)) is not { } head)
        {
            return null;
        }

        var rules = district.RulePack.On(today);
        return new()
        {
            Head = head,
            Plans = await ListAsync<PlannedService>(PlansSql),
            Consents = await ListAsync<StudentConsent>(ConsentsSql),
            Orders = await ListAsync<StudentOrder>(OrdersSql),
            Authorizations = await ListAsync<StudentAuthorization>(AuthorizationsSql),
            Eligibility = await ListAsync<StudentEligibility>(EligibilitySql),
            Enrolments = await ListAsync<StudentDays>(EnrolmentsSql),
            Away = await ListAsync<StudentDays>(AwaySql),
            Expiring = await ExpiringRecords.PageAsync(
                connection, district, Expiry.Soon(today, month) with { StudentId = studentId }, cancellationToken),
            Blocks = await RecordBlock.OfStudentAsync(
                connection, district.DistrictId, head.StudentNumber, today.AddDays(-rules.FilingLimitDays), cancellationToken),
            Months = await RecordMonth.OfStudentAsync(connection, district.DistrictId, head.StudentNumber, today, cancellationToken),
        };

        async Task<IReadOnlyList<T>> ListAsync<T>(string sql) =>
            [.. await connection.QueryAsync<T>(new CommandDefinition(sql, of, cancellationToken: cancellationToken))];
    }
}
