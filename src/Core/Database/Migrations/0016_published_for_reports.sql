-- What finance's reports and the audit pack read of Ingest. Ask for district_id and service_month, always.

-- What reports group sessions by: the school on the day, the provider, the vendor whose rows they came in.
create view intake.entry_group as
select e.district_id, e.service_month, e.entry_id, e.provider_number, e.source, coalesce(c.name, '') as school
from intake.entry e
left join lateral (
    select h.name
    from intake.enrolment n
    join intake.school h on h.district_id = n.district_id and h.school_code = n.school_code
    where n.district_id = e.district_id and n.student_id = e.student_id
      and e.service_date >= n.enrolled_from and (n.enrolled_to is null or e.service_date <= n.enrolled_to)
    order by n.enrolled_from desc
    limit 1) c on true;

-- Each time that a check rejected an entry: when it did, and when it no longer did.
create view intake.entry_rejection as
select f.district_id, f.service_month, f.entry_id, f.code, r.started_at as rejected_at, c.started_at as mended_at
from intake.finding f
join intake.check_run r on r.district_id = f.district_id and r.check_run_id = f.check_run_id
left join intake.check_run c on c.district_id = f.district_id and c.check_run_id = f.cleared_run_id
where f.severity = 'reject';

-- By what a report is grouped: one name for one word.
create function billing.report_group(grouped_by text, service_month date, school text, provider text, procedure text, payer text)
    returns text language sql immutable as $$
    select case grouped_by
        when 'month' then to_char(service_month, 'YYYY-MM')
        when 'school' then school
        when 'provider' then provider
        when 'code' then procedure
        when 'payer' then payer
    end
$$;
