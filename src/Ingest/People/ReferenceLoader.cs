using System.Runtime.InteropServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Grid;
using Npgsql;

namespace MedicaidLogs.Ingest.People;

/// <summary>Reads a district's reference data into memory, whole or for some students: a query per table, all in one round trip, joined here.</summary>
public static class ReferenceLoader
{
    /// <summary>Of the students that are asked for, or of all.</summary>
    private const string OfAsked = """
        student_id in (
            select s.student_id from intake.student s
            where s.district_id = @districtId and (@studentNumbers::text[] is null or s.student_number = any(@studentNumbers)))
        """;

    [Sql]
    private const string StudentsSql = """
        select student_id, student_number, birth_date, coalesce(medicaid_id, '') as medicaid_id,
               street is not null and city is not null and state_code is not null and postal_code is not null as address_complete
        from intake.student
        where district_id = @districtId and (@studentNumbers::text[] is null or student_number = any(@studentNumbers))
        """;

    [Sql]
    private const string EnrolmentsSql = """
        select student_id, school_code, enrolled_from, enrolled_to
        from intake.enrolment
        where district_id = @districtId and
        """ + " " + OfAsked + """

        order by student_id, enrolled_from
        """;

    [Sql]
    private const string PlansSql = """
        select student_id, plan_id, plan_type, plan_from, plan_to, finalized_on
        from intake.plan
        where district_id = @districtId and
        """ + " " + OfAsked + """

        order by student_id, plan_from, plan_id
        """;

    private const string GridRowColumns = """
        select r.plan_id, r.grid_row_id, r.service, r.mode, r.frequency_text, r.minutes_per_session, coalesce(r.location, '') as location,
               r.row_from, r.row_to, r.esy, r.outside_hours, coalesce(r.adaptation, '') as adaptation, r.diagnoses
        from intake.grid_row r
        """;

    [Sql]
    private const string GridRowsSql = GridRowColumns + """

        join intake.plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
        where r.district_id = @districtId and
        """ + " p." + OfAsked + """

        order by r.plan_id, r.grid_row_id
        """;

    [Sql]
    private const string ConsentsSql = """
        select student_id, consent_id, state, effective_on, notice_on
        from intake.consent
        where district_id = @districtId and
        """ + " " + OfAsked + """

        order by student_id, effective_on, consent_id
        """;

    [Sql]
    private const string OrdersSql = """
        select student_id, order_id, service, ordered_on, ends_on, coalesce(ordering_npi, '') as ordering_npi, diagnoses,
               coalesce(ordering_taxonomy, '') as ordering_taxonomy
        from intake.service_order
        where district_id = @districtId and
        """ + " " + OfAsked + """

        order by student_id, ordered_on, order_id
        """;

    [Sql]
    private const string EligibilitySql = """
        select e.student_id, e.eligibility_id, e.eligible_from, e.eligible_to, e.other_coverage,
               coalesce(e.payer_last_name, '') as payer_last_name, coalesce(e.payer_first_name, '') as payer_first_name, e.payer_birth_date,
               s.last_name, s.first_name, s.birth_date
        from intake.eligibility e
        join intake.student s on s.district_id = e.district_id and s.student_id = e.student_id
        where e.district_id = @districtId and (@studentNumbers::text[] is null or s.student_number = any(@studentNumbers))
        order by e.student_id, e.eligible_from
        """;

    [Sql]
    private const string AbsencesSql = """
        select student_id, absence_id, absent_on, absent_from, absent_to
        from intake.absence
        where district_id = @districtId and not withdrawn and (@absentSince::date is null or absent_on >= @absentSince) and
        """ + " " + OfAsked + """

        order by student_id, absent_on, absent_from
        """;

    [Sql]
    private const string StaysSql = """
        select student_id, stay_id, stay_from, stay_to
        from intake.stay
        where district_id = @districtId and
        """ + " " + OfAsked + """

        order by student_id, stay_from
        """;

    [Sql]
    private const string AuthorizationsSql = """
        select student_id, authorization_id, authorization_number, covers, valid_from, valid_to, units
        from intake.service_authorization
        where district_id = @districtId and
        """ + " " + OfAsked + """

        order by student_id, valid_from, authorization_id
        """;

    [Sql]
    private const string OtherPaymentsSql = """
        select distinct student_id, service_date, procedure
        from intake.other_payment
        where district_id = @districtId and
        """ + " " + OfAsked + """

        order by student_id, service_date, procedure
        """;

    [Sql]
    private const string ProvidersSql = """
        select provider_id, provider_number, coalesce(npi, '') as npi, employed_from, employed_to, medicaid_from, medicaid_to, screened_on,
               background_checked_on, federal_from, federal_to
        from intake.provider
        where district_id = @districtId
        """;

    [Sql]
    private const string CredentialsSql = """
        select provider_id, credential, valid_from, valid_to, coalesce(license_number, '') as license_number,
               coalesce(supervisor_number, '') as supervisor_number
        from intake.credential
        where district_id = @districtId
        order by provider_id, valid_from, credential
        """;

    [Sql]
    private const string ScreeningsSql = """
        select provider_id, service_month, result, screened_on, excluded_from, excluded_to
        from intake.provider_screening
        where district_id = @districtId
        """;

    [Sql]
    private const string SupervisionsSql = """
        select v.provider_id, v.supervised_on, p.provider_number as supervisor_number, v.kind
        from intake.supervision v
        join intake.provider p on p.district_id = v.district_id and p.provider_id = v.supervisor_id
        where v.district_id = @districtId
        order by v.provider_id, v.supervised_on, v.supervisor_id
        """;

    [Sql]
    private const string CalendarSql = """
        select school_code, first_day, last_day, day_type, opens, closes
        from intake.calendar_range
        where district_id = @districtId
        order by school_code, first_day, day_type
        """;

    [Sql]
    private const string RatesSql = """
        select procedure, modifiers, valid_from, valid_to, rate_cents
        from intake.rate
        where district_id = @districtId
        order by procedure, modifiers, valid_from
        """;

    [Sql]
    private const string RowSql = GridRowColumns + """

        where r.district_id = @districtId and r.grid_row_id = @gridRowId
        """;

    [Sql]
    private const string SchoolOfDaySql = """
        select c.school_code, c.first_day, c.last_day, c.day_type, c.opens, c.closes
        from intake.calendar_range c
        where c.district_id = @districtId and c.school_code = (
            select n.school_code
            from intake.student s
            join intake.enrolment n on n.district_id = @districtId and n.student_id = s.student_id
            where s.district_id = @districtId and s.student_number = @studentNumber
              and n.enrolled_from <= @day and (n.enrolled_to is null or n.enrolled_to >= @day)
            order by n.enrolled_from
            limit 1)
        order by c.first_day, c.day_type
        """;

    /// <summary>In the order in which they are read.</summary>
    private static readonly string _all = string.Join(
        ";\n",
        StudentsSql, EnrolmentsSql, GridRowsSql, PlansSql, ConsentsSql, OrdersSql, EligibilitySql, AbsencesSql, StaysSql, AuthorizationsSql, OtherPaymentsSql,
        CredentialsSql, ScreeningsSql, SupervisionsSql, ProvidersSql, CalendarSql, RatesSql);

    /// <param name="studentNumbers">Only these students; null: all. Providers, calendars and rates come whole.</param>
    /// <param name="absentSince">Only absences of this day and later, for they are more each year; null: all.</param>
    public static async Task<ReferenceData> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, IReadOnlyCollection<string>? studentNumbers, CancellationToken cancellationToken,
        DateOnly? absentSince = null)
    {
        using var step = Steps.Begin("reference data");
        await using var tables = await connection.QueryMultipleAsync(new CommandDefinition(
            _all, new { districtId, studentNumbers = studentNumbers?.ToArray(), absentSince }, cancellationToken: cancellationToken));
        var students = await StudentsAsync(tables);
        var providers = await ProvidersAsync(tables);
        var schools = Schools(await tables.ReadAsync<CalendarRow>());
        var rates = await tables.ReadAsync<RateRow>();
        return new ReferenceData(
            students, providers, schools,
            rates.Select(row => new Rate(row.Procedure, row.Modifiers, row.ValidFrom, row.ValidTo, row.RateCents)));
    }

    /// <summary>One grid row, and the calendar of the school that a student is of on a day; each null where there is none.</summary>
    public static async Task<(GridRow? Row, SchoolCalendar? School)> RowAndSchoolAsync(
        NpgsqlConnection connection, DistrictId districtId, long gridRowId, string studentNumber, DateOnly day, CancellationToken cancellationToken)
    {
        await using var tables = await connection.QueryMultipleAsync(new CommandDefinition(
            RowSql + ";\n" + SchoolOfDaySql, new { districtId, gridRowId, studentNumber, day }, cancellationToken: cancellationToken));
        var row = await tables.ReadSingleOrDefaultAsync<GridRowRow?>();
        return (row?.ToGridRow([]), Schools(await tables.ReadAsync<CalendarRow>()).SingleOrDefault());
    }

    private static IEnumerable<SchoolCalendar> Schools(IEnumerable<CalendarRow> rows) => rows
        .GroupBy(row => row.SchoolCode, row => new CalendarRange(
            row.FirstDay, row.LastDay, Enum.Parse<DayType>(row.DayType, ignoreCase: true), row.Opens, row.Closes))
        .Select(school => new SchoolCalendar(school.Key, [.. school]));

    private static async Task<IEnumerable<Student>> StudentsAsync(SqlMapper.GridReader tables)
    {
        var rows = (await tables.ReadAsync<StudentRow>()).AsList();
        var enrolments = (await tables.ReadAsync<EnrolmentRow>())
            .ToLookup(row => row.StudentId, row => new Enrolment(row.SchoolCode, row.EnrolledFrom, row.EnrolledTo));
        var frequencies = new Dictionary<(string, int?), Frequency?>(); // plans say the same few things
        var gridRows = (await tables.ReadAsync<GridRowRow>())
            .ToLookup(row => row.PlanId, row => row.ToGridRow(frequencies));
        var plans = (await tables.ReadAsync<PlanRow>())
            .ToLookup(row => row.StudentId, row => new Plan(
                row.PlanId, row.PlanType, row.PlanFrom, row.PlanTo, row.FinalizedOn, [.. gridRows[row.PlanId]]));
        var consents = (await tables.ReadAsync<ConsentRow>())
            .ToLookup(row => row.StudentId, row => new Consent(row.ConsentId, row.State, row.EffectiveOn, row.NoticeOn));
        var orders = (await tables.ReadAsync<OrderRow>())
            .ToLookup(row => row.StudentId, row => new ServiceOrder(
                row.OrderId, row.Service, row.OrderedOn, row.EndsOn, row.OrderingNpi, Codes(row.Diagnoses), row.OrderingTaxonomy));
        var eligibility = (await tables.ReadAsync<EligibilityRow>())
            .ToLookup(row => row.StudentId, row => row.ToEligibility());
        var absences = (await tables.ReadAsync<AbsenceRow>())
            .ToLookup(row => row.StudentId, row => new Absence(row.AbsenceId, row.AbsentOn, row.AbsentFrom, row.AbsentTo));
        var stays = (await tables.ReadAsync<StayRow>())
            .ToLookup(row => row.StudentId, row => new Stay(row.StayId, row.StayFrom, row.StayTo));
        var authorizations = (await tables.ReadAsync<AuthorizationRow>())
            .ToLookup(row => row.StudentId, row => new Authorization(
                row.AuthorizationId, row.AuthorizationNumber, row.Covers, row.ValidFrom, row.ValidTo, row.Units));
        var otherPayments = (await tables.ReadAsync<OtherPaymentRow>())
            .ToLookup(row => row.StudentId, row => new OtherPayment(row.ServiceDate, row.Procedure));
        return rows.Select(row => new Student
        {
            StudentId = row.StudentId,
            StudentNumber = row.StudentNumber,
            BirthDate = row.BirthDate,
            MedicaidId = row.MedicaidId,
            AddressComplete = row.AddressComplete,
            Enrolments = [.. enrolments[row.StudentId]],
            Plans = [.. plans[row.StudentId]],
            Consents = [.. consents[row.StudentId]],
            Orders = [.. orders[row.StudentId]],
            Eligibility = [.. eligibility[row.StudentId]],
            Absences = [.. absences[row.StudentId]],
            Stays = [.. stays[row.StudentId]],
            Authorizations = [.. authorizations[row.StudentId]],
            OtherPayments = [.. otherPayments[row.StudentId]],
        });
    }

    private static async Task<IEnumerable<Provider>> ProvidersAsync(SqlMapper.GridReader tables)
    {
        var credentials = (await tables.ReadAsync<CredentialRow>())
            .ToLookup(row => row.ProviderId, row => new Credential(
                row.Credential, row.ValidFrom, row.ValidTo, row.LicenseNumber, row.SupervisorNumber));
        var screenings = (await tables.ReadAsync<ScreeningRow>())
            .ToLookup(row => row.ProviderId, row => new MonthScreening(
                row.ServiceMonth, Enum.Parse<ScreeningResult>(row.Result, ignoreCase: true), row.ScreenedOn, row.ExcludedFrom, row.ExcludedTo));
        var supervisions = (await tables.ReadAsync<SupervisionRow>())
            .ToLookup(row => row.ProviderId, row => new Supervision(row.SupervisedOn, row.SupervisorNumber, row.Kind));
        var rows = await tables.ReadAsync<ProviderRow>();
        return rows.Select(row => new Provider
        {
            ProviderId = row.ProviderId,
            ProviderNumber = row.ProviderNumber,
            Npi = row.Npi,
            EmployedFrom = row.EmployedFrom,
            EmployedTo = row.EmployedTo,
            MedicaidFrom = row.MedicaidFrom,
            MedicaidTo = row.MedicaidTo,
            ScreenedOn = row.ScreenedOn,
            Screenings = [.. screenings[row.ProviderId]],
            BackgroundCheckedOn = row.BackgroundCheckedOn,
            FederalFrom = row.FederalFrom,
            FederalTo = row.FederalTo,
            Supervisions = [.. supervisions[row.ProviderId]],
            Credentials = [.. credentials[row.ProviderId]],
        });
    }

    private static string[] Codes(string codes) => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record StudentRow(long StudentId, string StudentNumber, DateOnly BirthDate, string MedicaidId, bool AddressComplete);

    private sealed record EnrolmentRow(long StudentId, string SchoolCode, DateOnly EnrolledFrom, DateOnly? EnrolledTo);

    private sealed record PlanRow(long StudentId, long PlanId, string PlanType, DateOnly PlanFrom, DateOnly PlanTo, DateOnly? FinalizedOn);

    private sealed record GridRowRow(
        long PlanId, long GridRowId, string Service, string Mode, string FrequencyText, int? MinutesPerSession, string Location,
        DateOnly RowFrom, DateOnly RowTo, bool Esy, bool OutsideHours, string Adaptation, string Diagnoses)
    {
        public GridRow ToGridRow(Dictionary<(string, int?), Frequency?> frequencies) => new(
            GridRowId,
            Service,
            Mode == "either" ? null : Enum.Parse<SessionMode>(Mode, ignoreCase: true),
            FrequencyAmong(frequencies),
            Location,
            RowFrom,
            RowTo,
            Esy,
            OutsideHours,
            Adaptation,
            Codes(Diagnoses));

        private Frequency? FrequencyAmong(Dictionary<(string, int?), Frequency?> frequencies)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(frequencies, (FrequencyText, MinutesPerSession), out var exists);
            if (!exists && Frequency.TryParse(FrequencyText, MinutesPerSession, out var read, out _))
            {
                known = read;
            }

            return known;
        }
    }

    private sealed record ConsentRow(long StudentId, long ConsentId, string State, DateOnly EffectiveOn, DateOnly? NoticeOn);

    private sealed record OrderRow(
        long StudentId, long OrderId, string Service, DateOnly OrderedOn, DateOnly? EndsOn, string OrderingNpi, string Diagnoses,
        string OrderingTaxonomy);

    private sealed record EligibilityRow(
        long StudentId, long EligibilityId, DateOnly EligibleFrom, DateOnly? EligibleTo, bool OtherCoverage, string PayerLastName,
        string PayerFirstName, DateOnly? PayerBirthDate, string LastName, string FirstName, DateOnly BirthDate)
    {
        public Eligibility ToEligibility() => new(
            EligibilityId,
            EligibleFrom,
            EligibleTo,
            OtherCoverage,
            PayerRecord.Differences(new(LastName, FirstName, BirthDate), new(PayerLastName, PayerFirstName, PayerBirthDate)));
    }

    private sealed record AbsenceRow(long StudentId, long AbsenceId, DateOnly AbsentOn, TimeOnly AbsentFrom, TimeOnly? AbsentTo);

    private sealed record StayRow(long StudentId, long StayId, DateOnly StayFrom, DateOnly? StayTo);

    private sealed record AuthorizationRow(
        long StudentId, long AuthorizationId, string AuthorizationNumber, string Covers, DateOnly ValidFrom, DateOnly? ValidTo, int? Units);

    private sealed record OtherPaymentRow(long StudentId, DateOnly ServiceDate, string Procedure);

    private sealed record ProviderRow(
        long ProviderId, string ProviderNumber, string Npi, DateOnly EmployedFrom, DateOnly? EmployedTo, DateOnly? MedicaidFrom,
        DateOnly? MedicaidTo, DateOnly? ScreenedOn, DateOnly? BackgroundCheckedOn, DateOnly? FederalFrom, DateOnly? FederalTo);

    private sealed record CredentialRow(
        long ProviderId, string Credential, DateOnly ValidFrom, DateOnly? ValidTo, string LicenseNumber, string SupervisorNumber);

    private sealed record SupervisionRow(long ProviderId, DateOnly SupervisedOn, string SupervisorNumber, string Kind);

    private sealed record ScreeningRow(
        long ProviderId, DateOnly ServiceMonth, string Result, DateOnly ScreenedOn, DateOnly? ExcludedFrom, DateOnly? ExcludedTo);

    private sealed record CalendarRow(string SchoolCode, DateOnly FirstDay, DateOnly LastDay, string DayType, TimeOnly? Opens, TimeOnly? Closes);

    private sealed record RateRow(string Procedure, string Modifiers, DateOnly ValidFrom, DateOnly? ValidTo, long RateCents);
}
