using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Records;
using Npgsql;

namespace MedicaidLogs.Web.Students;

/// <summary>A student in the list, with what billing needs on file as of today.</summary>
/// <param name="School">Where the student is enrolled today; null: nowhere.</param>
/// <param name="PlanTo">The last day of the last plan; null: there is none.</param>
/// <param name="Consent">The state of the consent that speaks today; null: there is none.</param>
/// <param name="EligibleTo">The last day of Medicaid eligibility on file, <see cref="DateOnly.MaxValue"/> without an end; null: never eligible.</param>
public sealed record ListedStudent(
    long StudentId, string StudentNumber, string LastName, string FirstName, string? School, DateOnly? PlanTo, string? Consent, DateOnly? EligibleTo,
    bool HasMedicaidId)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select s.student_id, s.student_number, s.last_name, s.first_name, n.school, p.plan_to, c.state as consent, g.eligible_to,
               s.medicaid_id is not null as has_medicaid_id
        from intake.student s
        left join lateral (
            select h.name as school, e.school_code
            from intake.enrolment e
            join intake.school h on h.district_id = e.district_id and h.school_code = e.school_code
            where e.district_id = s.district_id and e.student_id = s.student_id
              and e.enrolled_from <= @today and (e.enrolled_to is null or e.enrolled_to >= @today)
            order by e.enrolled_from desc
            limit 1) n on true
        left join lateral (
            select max(x.plan_to) as plan_to from intake.plan x where x.district_id = s.district_id and x.student_id = s.student_id) p on true
        left join lateral (
            select x.state
            from intake.consent x
            where x.district_id = s.district_id and x.student_id = s.student_id and x.effective_on <= @today
            order by x.effective_on desc, x.consent_id desc
            limit 1) c on true
        left join lateral (
            select max(coalesce(x.eligible_to, date '9999-12-31')) as eligible_to
            from intake.eligibility x
            where x.district_id = s.district_id and x.student_id = s.student_id) g on true
        where s.district_id = @districtId
          and (@school::text is null or n.school_code = @school)
          and (@schools::text[] is null or exists (
              select from intake.student_school t
              where t.district_id = s.district_id and t.student_id = s.student_id and t.school_code = any(@schools)
                and @today between t.from_day and t.to_day))
          and (@number::text is null or lower(s.student_number) = lower(@number)
               or starts_with(lower(s.last_name) collate "C", lower(@last)) and starts_with(lower(s.first_name) collate "C", lower(@first)))
          and (@ids::bigint[] is null or s.student_id = any(@ids))
          and (not @missing or n.school_code is not null
               and (p.plan_to is null or c.state is null or c.state = 'pending' or g.eligible_to is null or s.medicaid_id is null))
          and (@after::bigint is null or (lower(s.last_name) collate "C", lower(s.first_name) collate "C", s.student_id) > (
              select lower(a.last_name) collate "C", lower(a.first_name) collate "C", a.student_id
              from intake.student a
              where a.district_id = @districtId and a.student_id = @after))
        order by lower(s.last_name) collate "C", lower(s.first_name) collate "C", s.student_id
        limit @limit
        """;

    [Sql]
    private const string NumbersSql = """
        select distinct s.student_number
        from intake.student s
        join intake.student_school t on t.district_id = s.district_id and t.student_id = s.student_id and t.school_code = any(@schools)
          and @today between t.from_day and t.to_day
        where s.district_id = @districtId
        """;

    public string Name => $"{LastName}, {FirstName}";

    /// <summary>The numbers of the students whom an account sees; null: all of the district.</summary>
    /// <param name="schools">Those of these schools today; null: of all.</param>
    public static async Task<string[]?> NumbersAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, DateOnly today, CancellationToken cancellationToken) =>
        schools is null
            ? null
            : [.. await connection.QueryAsync<string>(new CommandDefinition(
                NumbersSql, new { districtId, schools, today }, cancellationToken: cancellationToken))];

    /// <summary>By name. One more than a page where there are more.</summary>
    /// <param name="schools">Only students of these schools today; null: all.</param>
    /// <param name="ids">Only these; null: all.</param>
    public static async Task<IReadOnlyList<ListedStudent>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, PeopleFilter filter, NameSearch? search, long[]? ids, DateOnly today,
        CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ListedStudent>(new CommandDefinition(
            PageSql,
            new
            {
                districtId,
                schools,
                today,
                filter.School,
                missing = filter.Show == PeopleShown.Missing,
                filter.After,
                ids,
                number = search?.Text,
                last = search?.Last,
                first = search?.First,
                limit = PageSize + 1,
            },
            cancellationToken: cancellationToken))];
}

/// <summary>A school of the district, for a filter.</summary>
public sealed record SchoolChoice(string SchoolCode, string Name)
{
    private const int Most = 500;

    [Sql]
    private const string AllSql = """
        select school_code, name from intake.school where district_id = @districtId and (@schools::text[] is null or school_code = any(@schools))
        order by name, school_code
        limit @limit
        """;

    /// <param name="schools">Only these; null: all.</param>
    public static async Task<IReadOnlyList<SchoolChoice>> AllAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<SchoolChoice>(new CommandDefinition(
            AllSql, new { districtId, schools, limit = Most }, cancellationToken: cancellationToken))];
}
