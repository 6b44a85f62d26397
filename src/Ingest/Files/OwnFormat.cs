using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Ingest.Files;

/// <summary>What a district has, written as its files would be: each kind in the documented format, so that it can be taken in again here or elsewhere.</summary>
/// <remarks>
/// The statements read the district from the setting <c>medlogs.district</c>, since COPY takes no parameters; <see cref="SettingSql"/> gives it
/// until the transaction ends. See docs/file-formats.md.
/// </remarks>
/// <param name="Kind">One of <see cref="FileKinds.All"/>.</param>
/// <param name="CopySql">Rows as CSV with a header; the columns are those of the kind, in their order.</param>
public sealed record OwnFormat(string Kind, string CopySql)
{
    /// <summary>Of which district the statements are, and of which source those of logs.</summary>
    [Sql]
    public const string SettingSql = "select set_config('medlogs.district', @districtId::int::text, true), set_config('medlogs.source', @source, true)";

    /// <summary>Whose row ids the district's sessions have: a file of logs for each.</summary>
    [Sql]
    public const string SourcesSql = "select distinct source from intake.entry where district_id = @districtId order by source";

    [Sql]
    private const string CalendarSql = """
        copy (
            select c.school_code, s.name as school_name, c.first_day, c.last_day, c.day_type,
                   to_char(c.opens, 'HH24:MI') as opens, to_char(c.closes, 'HH24:MI') as closes, c.note
            from intake.calendar_range c
            join intake.school s using (district_id, school_code)
            where c.district_id = current_setting('medlogs.district')::int
            order by c.school_code collate "C", c.day_type collate "C", c.first_day
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string StudentsSql = """
        copy (
            select s.student_number, s.last_name, s.first_name, s.middle_name, s.birth_date, s.sex, s.medicaid_id, s.street, s.city,
                   s.state_code as state, s.postal_code, e.school_code, e.enrolled_from, e.enrolled_to
            from intake.student s
            join intake.enrolment e using (district_id, student_id)
            where s.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", e.enrolled_from
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string ProvidersSql = """
        copy (
            select p.provider_number, p.last_name, p.first_name, p.npi, p.taxonomy, c.credential, c.license_number, c.valid_from, c.valid_to,
                   c.supervisor_number, p.employed_from, p.employed_to, p.medicaid_from, p.medicaid_to, p.screened_on, p.birth_date,
                   p.background_checked_on, p.federal_from, p.federal_to
            from intake.provider p
            join intake.credential c using (district_id, provider_id)
            where p.district_id = current_setting('medlogs.district')::int
            order by p.provider_number collate "C", c.credential collate "C", c.valid_from
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string SupervisionSql = """
        copy (
            select p.provider_number, s.provider_number as supervisor_number, v.supervised_on, v.kind
            from intake.supervision v
            join intake.provider p on p.district_id = v.district_id and p.provider_id = v.provider_id
            join intake.provider s on s.district_id = v.district_id and s.provider_id = v.supervisor_id
            where v.district_id = current_setting('medlogs.district')::int
            order by p.provider_number collate "C", v.supervised_on, s.provider_number collate "C"
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string GridSql = """
        copy (
            select p.plan_number, s.student_number, p.plan_type, p.plan_from, p.plan_to, p.finalized_on, g.row_number, g.service, g.mode,
                   g.frequency_text as frequency, g.minutes_per_session, g.location, g.row_from, g.row_to,
                   case when g.esy then 'yes' else 'no' end as esy, case when g.outside_hours then 'yes' else 'no' end as outside_hours,
                   g.adaptation, replace(g.diagnoses, ' ', ';') as diagnoses
            from intake.plan p
            join intake.student s using (district_id, student_id)
            join intake.grid_row g using (district_id, plan_id)
            where p.district_id = current_setting('medlogs.district')::int
            order by p.plan_number collate "C", g.row_number collate "C"
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string ConsentsSql = """
        copy (
            select s.student_number, c.state, c.effective_on, c.notice_on
            from intake.consent c
            join intake.student s using (district_id, student_id)
            where c.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", c.effective_on, c.consent_id
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string OrdersSql = """
        copy (
            select s.student_number, o.service, o.ordered_on, o.ends_on, o.ordering_npi, o.ordering_last_name, o.ordering_first_name,
                   o.ordering_taxonomy, replace(o.diagnoses, ' ', ';') as diagnoses
            from intake.service_order o
            join intake.student s using (district_id, student_id)
            where o.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", o.service collate "C", o.ordered_on
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string EligibilitySql = """
        copy (
            select s.student_number, e.eligible_from, e.eligible_to, case when e.other_coverage then 'yes' else 'no' end as other_coverage,
                   e.payer_last_name, e.payer_first_name, e.payer_birth_date
            from intake.eligibility e
            join intake.student s using (district_id, student_id)
            where e.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", e.eligible_from
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string AbsencesSql = """
        copy (
            select s.student_number, a.absent_on as date, to_char(a.absent_from, 'HH24:MI') as absent_from, to_char(a.absent_to, 'HH24:MI') as absent_to,
                   case when a.withdrawn then 'yes' else 'no' end as withdrawn
            from intake.absence a
            join intake.student s using (district_id, student_id)
            where a.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", a.absent_on, a.absence_id
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string StaysSql = """
        copy (
            select s.student_number, t.stay_from, t.stay_to
            from intake.stay t
            join intake.student s using (district_id, student_id)
            where t.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", t.stay_from
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string AuthorizationsSql = """
        copy (
            select s.student_number, a.authorization_number, a.covers, a.valid_from, a.valid_to, a.units
            from intake.service_authorization a
            join intake.student s using (district_id, student_id)
            where a.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", a.authorization_number collate "C", a.covers collate "C", a.authorization_id
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string OtherPaymentsSql = """
        copy (
            select s.student_number, o.service_date as date, o.procedure, o.payer_id, o.payer_name,
                   case o.asked_as when 2 then 'second' else 'first' end as asked, o.filing_indicator, o.member_id,
                   case o.relationship when '18' then 'self' when '01' then 'spouse' when '19' then 'child' else 'other' end as relationship,
                   o.insured_last_name, o.insured_first_name, o.payer_claim_number, o.paid_on, to_char(o.paid_cents / 100.0, 'FM9999999999990.00') as paid,
                   (select string_agg(
                        concat_ws(':', split_part(a, ':', 1), split_part(a, ':', 2), to_char(split_part(a, ':', 3)::bigint / 100.0, 'FM9999999999990.00')),
                        ';' order by position)
                    from regexp_split_to_table(nullif(o.adjustments, ''), ' ') with ordinality as t (a, position)) as adjustments
            from intake.other_payment o
            join intake.student s using (district_id, student_id)
            where o.district_id = current_setting('medlogs.district')::int
            order by s.student_number collate "C", o.service_date, o.procedure collate "C", o.payer_id collate "C"
        ) to stdout (format csv, header)
        """;

    [Sql]
    private const string RatesSql = """
        copy (
            select procedure, replace(modifiers, ' ', ';') as modifiers, valid_from, valid_to, to_char(rate_cents / 100.0, 'FM9999999999990.00') as rate
            from intake.rate
            where district_id = current_setting('medlogs.district')::int
            order by procedure collate "C", modifiers collate "C", valid_from
        ) to stdout (format csv, header)
        """;

    /// <summary>Sessions as they are now, of one source.</summary>
    [Sql]
    private const string LogsSql = """
        copy (
            select e.row_id, e.student_number, e.provider_number, e.service, e.mode, e.service_date as date,
                   to_char(e.start_time, 'HH24:MI') as start, to_char(e.end_time, 'HH24:MI') as "end", e.minutes_away, e.attendance, e.group_key,
                   e.place, case when e.telehealth then 'yes' else 'no' end as telehealth, e.makeup_for, e.objective, e.activity, e.progress, e.note,
                   e.vehicle, e.signed_by, to_char(e.signed_at at time zone d.time_zone, 'YYYY-MM-DD"T"HH24:MI') as signed_at,
                   e.cosigned_by, to_char(e.cosigned_at at time zone d.time_zone, 'YYYY-MM-DD"T"HH24:MI') as cosigned_at
            from intake.entry e
            join ops.district d using (district_id)
            where e.district_id = current_setting('medlogs.district')::int and e.source = current_setting('medlogs.source')
            order by e.service_month, e.entry_id
        ) to stdout (format csv, header)
        """;

    /// <summary>Sessions, of one source at a time.</summary>
    public static OwnFormat Logs { get; } = new("logs", LogsSql);

    /// <summary>In the order in which a new district takes them in.</summary>
    public static IReadOnlyList<OwnFormat> All { get; } =
    [
        new("calendar", CalendarSql),
        new("students", StudentsSql),
        new("providers", ProvidersSql),
        new("supervision", SupervisionSql),
        new("grid", GridSql),
        new("consents", ConsentsSql),
        new("orders", OrdersSql),
        new("eligibility", EligibilitySql),
        new("absences", AbsencesSql),
        new("stays", StaysSql),
        new("authorizations", AuthorizationsSql),
        new("other-payments", OtherPaymentsSql),
        new("rates", RatesSql),
        Logs,
    ];
}
