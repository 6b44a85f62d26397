using System.Data;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Web.Records;
using Npgsql;

namespace MedicaidLogs.Web.Providers;

/// <summary>Who a provider is.</summary>
/// <param name="ScreenedOn">The last exclusion screening elsewhere that found nothing.</param>
public sealed record ProviderHead(
    long ProviderId, string ProviderNumber, string LastName, string FirstName, string? Npi, string? Taxonomy, DateOnly EmployedFrom,
    DateOnly? EmployedTo, DateOnly? MedicaidFrom, DateOnly? MedicaidTo, DateOnly? ScreenedOn, DateOnly? BackgroundCheckedOn,
    DateOnly? FederalFrom, DateOnly? FederalTo)
{
    public string Name => $"{FirstName} {LastName}";

    public bool HasLeft(DateOnly today) => EmployedTo < today;
}

/// <param name="Supervisor">The name, else the number, of who supervises; null: nobody is named.</param>
public sealed record HeldCredential(
    string Credential, DateOnly ValidFrom, DateOnly? ValidTo, string? LicenseNumber, string? SupervisorNumber, string? Supervisor);

/// <summary>A month's screening against the exclusion list.</summary>
/// <param name="Result">clear, possible or excluded.</param>
public sealed record ProviderScreening(DateOnly ServiceMonth, string Result, DateOnly ScreenedOn, DateOnly? ExcludedFrom, DateOnly? ExcludedTo);

public sealed record GivenSupervision(DateOnly SupervisedOn, string SupervisorNumber, string Supervisor, string Kind);

/// <summary>A record of the month's exclusion list that is, or may be, the provider.</summary>
/// <param name="Standing">possible, clear or excluded.</param>
/// <param name="MatchedBy">npi, name-and-birth-date or name; a match by NPI is not decided.</param>
/// <param name="Reason">Of the last decision; null: nobody has decided.</param>
public sealed record ScreeningHit(
    string Standing, string MatchedBy, string ListedName, DateOnly? ListedBirthDate, string ExclusionType, DateOnly ExcludedFrom, DateOnly? ExcludedTo,
    string? Reason);

/// <summary>Who could still sign for a provider: nobody but she.</summary>
/// <param name="CanSignIn">Her account is not switched off.</param>
public sealed record OwnAccount(string Email, bool CanSignIn);

/// <summary>A student of the month's caseload.</summary>
public sealed record CaseloadStudent(long StudentId, string StudentNumber, string Name, int Entries, int Unsigned, long ValueCents);

/// <summary>All that a provider's page shows, as of one moment.</summary>
public sealed record ProviderRecord
{
    private const int Most = 100;

    [Sql]
    private const string HeadSql = """
        select provider_id, provider_number, last_name, first_name, npi, taxonomy, employed_from, employed_to, medicaid_from, medicaid_to,
               screened_on, background_checked_on, federal_from, federal_to
        from intake.provider
        where district_id = @districtId and provider_id = @providerId
        """;

    [Sql]
    private const string CredentialsSql = """
        select c.credential, c.valid_from, c.valid_to, c.license_number, c.supervisor_number,
               coalesce(s.first_name || ' ' || s.last_name, c.supervisor_number) as supervisor
        from intake.credential c
        left join intake.provider s on s.district_id = c.district_id and s.provider_number = c.supervisor_number
        where c.district_id = @districtId and c.provider_id = @providerId
        order by c.valid_from desc, c.credential
        limit @limit
        """;

    [Sql]
    private const string ScreeningsSql = """
        select service_month, result, screened_on, excluded_from, excluded_to
        from intake.provider_screening
        where district_id = @districtId and provider_id = @providerId and service_month > (@month::date - interval '12 months')::date
        order by service_month desc
        limit @limit
        """;

    [Sql]
    private const string SupervisionsSql = """
        select v.supervised_on, s.provider_number as supervisor_number, s.first_name || ' ' || s.last_name as supervisor, v.kind
        from intake.supervision v
        join intake.provider s on s.district_id = v.district_id and s.provider_id = v.supervisor_id
        where v.district_id = @districtId and v.provider_id = @providerId
        order by v.supervised_on desc, s.last_name
        limit @limit
        """;

    [Sql]
    private const string HitsSql = """
        select m.standing, m.matched_by, m.listed_name, m.listed_birth_date, m.exclusion_type, m.excluded_from, m.excluded_to, d.reason
        from intake.standing_match m
        left join lateral (
            select x.reason
            from intake.screening_decision x
            where x.district_id = m.district_id and x.provider_id = m.provider_id and x.record_hash = m.record_hash
            order by x.decision_number desc
            limit 1) d on true
        where m.district_id = @districtId and m.service_month = @month and m.provider_id = @providerId
        order by m.line_number
        limit @limit
        """;

    [Sql]
    private const string AccountSql = """
        select email, disabled_at is null as can_sign_in
        from ops.user_account
        where district_id = @districtId and provider_id = @providerId
        order by disabled_at is null desc, created_at desc
        limit 1
        """;

    [Sql]
    private const string CaseloadSql = """
        select s.student_id, s.student_number, s.last_name || ', ' || s.first_name as name, count(*)::int as entries,
               (count(*) filter (where e.signed_at is null))::int as unsigned, sum(e.value_cents)::bigint as value_cents
        from intake.entry e
        join intake.student s on s.district_id = e.district_id and s.student_id = e.student_id
        where e.district_id = @districtId and e.provider_number = @number and e.service_month = @month
          and e.service_date between @month and (@month::date + interval '1 month - 1 day')::date
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        group by s.student_id, s.student_number, s.last_name, s.first_name
        order by s.last_name, s.first_name, s.student_id
        limit @limit
        """;

    public required ProviderHead Head { get; init; }

    public required IReadOnlyList<HeldCredential> Credentials { get; init; }

    /// <summary>Of the last twelve months.</summary>
    public required IReadOnlyList<ProviderScreening> Screenings { get; init; }

    public required IReadOnlyList<GivenSupervision> Supervisions { get; init; }

    /// <summary>What the month's screening found on the list.</summary>
    public required IReadOnlyList<ScreeningHit> Hits { get; init; }

    /// <summary>Null: she never had one.</summary>
    public required OwnAccount? Account { get; init; }

    /// <summary>Other providers who work here, by name.</summary>
    public required IReadOnlyList<ProviderChoice> Colleagues { get; init; }

    public required IReadOnlyList<CaseloadStudent> Caseload { get; init; }

    public required IReadOnlyList<ExpiringRecord> Expiring { get; init; }

    public required IReadOnlyList<RecordBlock> Blocks { get; init; }

    public required IReadOnlyList<RecordMonth> Months { get; init; }

    /// <summary>Sessions of the last two years that nobody has signed.</summary>
    public int Unsigned => Months.Sum(month => month.Unsigned);

    /// <summary>The district's provider of that id, or null.</summary>
    /// <param name="schools">Sessions are those of students of these schools only; null: all.</param>
    public static async Task<ProviderRecord?> FindAsync(
        NpgsqlConnection connection, District district, string[]? schools, long providerId, DateOnly month, DateOnly today, CancellationToken cancellationToken)
    {
        // One moment for all of the page.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var head = await connection.QuerySingleOrDefaultAsync<ProviderHead?>(new CommandDefinition(
            HeadSql, new { districtId = district.DistrictId, providerId }, cancellationToken: cancellationToken));
        if (head is null)
        {
            return null;
        }

        var of = new { districtId = district.DistrictId, providerId, number = head.ProviderNumber, month, schools, limit = Most };
        var rules = district.RulePack.On(today);
        return new()
        {
            Head = head,
            Credentials = await ListAsync<HeldCredential>(CredentialsSql),
            Screenings = await ListAsync<ProviderScreening>(ScreeningsSql),
            Supervisions = await ListAsync<GivenSupervision>(SupervisionsSql),
            Hits = await ListAsync<ScreeningHit>(HitsSql),
            Account = (await ListAsync<OwnAccount>(AccountSql)).SingleOrDefault(),
            Colleagues = [.. (await ProviderChoice.SinceAsync(connection, district.DistrictId, today, cancellationToken)).Where(other => other.ProviderId != providerId)],
            Caseload = await ListAsync<CaseloadStudent>(CaseloadSql),
            Expiring = await ExpiringRecords.PageAsync(
                connection, district, Expiry.Soon(today, month) with { ProviderId = providerId, Schools = schools }, cancellationToken),
            Blocks = await RecordBlock.OfProviderAsync(
                connection, district.DistrictId, schools, head.ProviderNumber, today.AddDays(-rules.FilingLimitDays), cancellationToken),
            Months = await RecordMonth.OfProviderAsync(connection, district.DistrictId, schools, head.ProviderNumber, today, cancellationToken),
        };

        async Task<IReadOnlyList<T>> ListAsync<T>(string sql) =>
            [.. await connection.QueryAsync<T>(new CommandDefinition(sql, of, cancellationToken: cancellationToken))];
    }
}
