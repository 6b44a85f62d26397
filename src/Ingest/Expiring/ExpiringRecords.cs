using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Ingest.Expiring;

/// <summary>Which records run out.</summary>
/// <param name="From">The first of the last days that are asked for; before today, it is what has run out already.</param>
/// <param name="Month">First day of the month whose sessions say how much rests on a record.</param>
/// <param name="AsOf">Today: who has left the schools or the district by then needs nothing renewed.</param>
public sealed record ExpiringQuery(DateOnly From, DateOnly To, DateOnly Month, DateOnly AsOf)
{
    public long? StudentId { get; init; }

    public long? ProviderId { get; init; }

    /// <summary>Of students, only those of these schools; null: all. Providers are the district's.</summary>
    public string[]? Schools { get; init; }

    public ExpiringOf Of { get; init; }

    /// <summary>One of <see cref="ExpiringKind"/>; null: all.</summary>
    public string? Kind { get; init; }

    /// <summary>The list goes on after this one.</summary>
    public ExpiringPlace? After { get; init; }

    public int Limit { get; init; } = ExpiringRecords.PageSize;
}

/// <summary>Whose records are asked for.</summary>
public enum ExpiringOf
{
    Everybody,
    Students,
    Providers,
}

/// <summary>What runs out, so that it is renewed before an entry is rejected for it.</summary>
/// <remarks>
/// The same terms that the checks go by (IEP_ACTIVE, CONSENT_NOTICE, ORDER_DATES, PA_REQUIRED, STU_ELIG, PROV_LICENSE, PROV_ENROLLED,
/// PROV_BACKGROUND, PROV_SUPERVISION), of the rule pack as it is today.
/// </remarks>
public static class ExpiringRecords
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        with ordered as (select * from unnest(@services::text[], @orderMonths::int[]) as o(service, months)),
        supervised as (select * from unnest(@supervised::text[], @supervisors::text[]) as v(credential, supervisor)),
        ending as (
            -- An amendment or a renewal is a plan of its own.
            select 'plan' as kind, p.student_id, null::bigint as provider_id, p.plan_type as what, p.plan_to as last_day
            from intake.plan p
            where p.district_id = @districtId and p.plan_to between @from and @to
              and not exists (
                select from intake.plan n
                where n.district_id = p.district_id and n.student_id = p.student_id and n.plan_type = p.plan_type and n.plan_to > p.plan_to)
            union
            select 'notice', c.student_id, null, '', (coalesce(c.notice_on, c.effective_on) + make_interval(months => @noticeMonths))::date
            from intake.consent c
            where c.district_id = @districtId
              and coalesce(c.notice_on, c.effective_on) between (@from::date - make_interval(months => @noticeMonths))::date
                                                            and (@to::date - make_interval(months => @noticeMonths))::date
              and (c.notice_on is not null or c.state = 'granted')
              and not exists (
                select from intake.consent n
                where n.district_id = c.district_id and n.student_id = c.student_id
                  and (n.notice_on > coalesce(c.notice_on, date '-infinity')
                       or c.notice_on is null and n.effective_on > c.effective_on))
              and 'granted' = (
                select l.state
                from intake.consent l
                where l.district_id = c.district_id and l.student_id = c.student_id and l.effective_on <= @asOf
                order by l.effective_on desc, l.consent_id desc
                limit 1)
            union
            select 'order', s.student_id, null, s.service, least(s.ends_on, (s.ordered_on + make_interval(months => o.months))::date)
            from ordered o
            join intake.service_order s on s.district_id = @districtId and s.service = o.service
              and s.ordered_on between (@from::date - make_interval(months => o.months))::date and @to
            where least(s.ends_on, (s.ordered_on + make_interval(months => o.months))::date) between @from and @to
              and not exists (
                select from intake.service_order n
                where n.district_id = s.district_id and n.student_id = s.student_id and n.service = s.service
                  and least(n.ends_on, (n.ordered_on + make_interval(months => o.months))::date)
                      > least(s.ends_on, (s.ordered_on + make_interval(months => o.months))::date))
            union
            select 'authorization', a.student_id, null, a.covers, a.valid_to
            from intake.service_authorization a
            where a.district_id = @districtId and a.valid_to between @from and @to
              and not exists (
                select from intake.service_authorization n
                where n.district_id = a.district_id and n.student_id = a.student_id and n.covers = a.covers
                  and (n.valid_to is null or n.valid_to > a.valid_to))
            union
            select 'eligibility', e.student_id, null, '', e.eligible_to
            from intake.eligibility e
            where e.district_id = @districtId and e.eligible_to between @from and @to
              and not exists (
                select from intake.eligibility n
                where n.district_id = e.district_id and n.student_id = e.student_id and (n.eligible_to is null or n.eligible_to > e.eligible_to))
            union
            -- Who holds another credential that began later has moved on to it.
            select 'credential', null, c.provider_id, c.credential, c.valid_to
            from intake.credential c
            where c.district_id = @districtId and c.valid_to between @from and @to
              and not exists (
                select from intake.credential n
                where n.district_id = c.district_id and n.provider_id = c.provider_id and (n.valid_to is null or n.valid_to > c.valid_to)
                  and (n.credential = c.credential or n.valid_from > c.valid_from))
            union
            select 'enrolment', null, p.provider_id, '', p.medicaid_to
            from intake.provider p
            where p.district_id = @districtId and p.medicaid_to between @from and @to
            union
            select 'background', null, p.provider_id, '', (p.background_checked_on + make_interval(months => @backgroundMonths))::date
            from intake.provider p
            where p.district_id = @districtId and @backgroundMonths > 0
              and (p.background_checked_on + make_interval(months => @backgroundMonths))::date between @from and @to
            union
            select 'supervision', null, u.provider_id, u.credential, u.last_day
            from (
                select p.provider_id, c.credential, @supervisionDays::int + greatest(p.employed_from, (
                    select max(v.supervised_on)
                    from intake.supervision v
                    join intake.credential h on h.district_id = v.district_id and h.provider_id = v.supervisor_id
                      and h.valid_from <= v.supervised_on and (h.valid_to is null or h.valid_to >= v.supervised_on)
                    join supervised r on r.credential = c.credential and r.supervisor = h.credential
                    where v.district_id = p.district_id and v.provider_id = p.provider_id and v.kind = any(@supervisionKinds)
                      and v.supervised_on <= @asOf)) as last_day
                from intake.provider p
                join intake.credential c on c.district_id = p.district_id and c.provider_id = p.provider_id
                  and c.valid_from <= @asOf and (c.valid_to is null or c.valid_to >= @asOf)
                where p.district_id = @districtId and c.credential in (select credential from supervised)) u
            where u.last_day between @from and @to),
        page as (
            select e.kind, e.student_id, e.provider_id, e.what, e.last_day,
                   coalesce(s.student_number, p.provider_number) as number, s.student_number, p.provider_number,
                   coalesce(s.last_name, p.last_name) as last_name, coalesce(s.first_name, p.first_name) as first_name
            from ending e
            left join intake.student s on s.district_id = @districtId and s.student_id = e.student_id
            left join intake.provider p on p.district_id = @districtId and p.provider_id = e.provider_id
            where (@kind::text is null or e.kind = @kind) and (@ofStudents and e.student_id is not null or @ofProviders and e.provider_id is not null)
              and (@studentId::bigint is null or e.student_id = @studentId) and (@providerId::bigint is null or e.provider_id = @providerId)
              and (e.student_id is null or exists (
                select from intake.enrolment n
                where n.district_id = @districtId and n.student_id = e.student_id
                  and n.enrolled_from <= @asOf and (n.enrolled_to is null or n.enrolled_to >= @asOf)
                  and (@schools::text[] is null or n.school_code = any(@schools))))
              and (e.provider_id is null or p.employed_to is null or p.employed_to >= @asOf)
              and (@afterDay::date is null
                   or (e.last_day, e.kind, coalesce(e.student_id, e.provider_id), e.what) > (@afterDay, @afterKind::text, @afterId::bigint, @afterWhat::text))
            order by e.last_day, e.kind, coalesce(e.student_id, e.provider_id), e.what
            limit @limit)
        select p.kind, p.student_id, p.provider_id, p.number, p.last_name, p.first_name, p.what, p.last_day,
               coalesce(s.entries, o.entries) as entries, coalesce(s.cents, o.cents) as dependent_cents
        from page p
        left join lateral (
            select count(*)::int as entries, coalesce(sum(x.value_cents), 0)::bigint as cents
            from intake.entry x
            where x.district_id = @districtId and x.service_month = @month and x.service_date between @month and @monthEnd
              and x.student_number = p.student_number and x.value_cents > 0
              and (p.kind not in ('order', 'authorization') or p.what in (x.service, x.procedure))) s on p.student_id is not null
        left join lateral (
            select count(*)::int as entries, coalesce(sum(x.value_cents), 0)::bigint as cents
            from intake.entry x
            where x.district_id = @districtId and x.service_month = @month and x.service_date between @month and @monthEnd
              and x.provider_number = p.provider_number and x.value_cents > 0) o on p.provider_id is not null
        order by p.last_day, p.kind, coalesce(p.student_id, p.provider_id), p.what
        """;

    /// <summary>The soonest first.</summary>
    public static async Task<IReadOnlyList<ExpiringRecord>> PageAsync(
        NpgsqlConnection connection, District district, ExpiringQuery query, CancellationToken cancellationToken)
    {
        var rules = district.RulePack.On(query.AsOf);
        var ordered = rules.Services.Where(service => service.Value.OrderMonths is not null).ToArray();
        var supervised = rules.Credentials.SelectMany(
            credential => credential.Value.SupervisedBy, (credential, supervisor) => (Credential: credential.Key, Supervisor: supervisor)).ToArray();
        return [.. await connection.QueryAsync<ExpiringRecord>(new CommandDefinition(
            PageSql,
            new
            {
                districtId = district.DistrictId,
                query.From,
                query.To,
                query.AsOf,
                query.Month,
                monthEnd = query.Month.AddMonths(1).AddDays(-1),
                query.StudentId,
                query.ProviderId,
                query.Schools,
                query.Kind,
                ofStudents = query.Of != ExpiringOf.Providers,
                ofProviders = query.Of != ExpiringOf.Students,
                afterDay = query.After?.LastDay,
                afterKind = query.After?.Kind,
                afterId = query.After?.Id,
                afterWhat = query.After?.What,
                query.Limit,
                services = ordered.Select(service => service.Key).ToArray(),
                orderMonths = ordered.Select(service => service.Value.OrderMonths!.Value).ToArray(),
                rules.NoticeMonths,
                rules.BackgroundMonths,
                rules.SupervisionDays,
                rules.SupervisionKinds,
                supervised = supervised.Select(pair => pair.Credential).ToArray(),
                supervisors = supervised.Select(pair => pair.Supervisor).ToArray(),
            },
            cancellationToken: cancellationToken))];
    }
}
