-- Reports can be grouped by service, and narrowed to one value of a kind.
create or replace view intake.entry_group as
select e.district_id, e.service_month, e.entry_id, e.provider_number, e.source, coalesce(c.name, '') as school, e.service
from intake.entry e
left join lateral (
    select h.name
    from intake.enrolment n
    join intake.school h on h.district_id = n.district_id and h.school_code = n.school_code
    where n.district_id = e.district_id and n.student_id = e.student_id
      and e.service_date >= n.enrolled_from and (n.enrolled_to is null or e.service_date <= n.enrolled_to)
    order by n.enrolled_from desc
    limit 1) c on true;

-- A row's value of a kind: one value for one word.
create function billing.report_value(kind text, service_month date, school text, provider text, service text, procedure text, payer text)
    returns text language sql immutable as $$
    select case kind
        when 'month' then to_char(service_month, 'YYYY-MM')
        when 'school' then school
        when 'provider' then provider
        when 'service' then service
        when 'code' then procedure
        when 'payer' then payer
    end
$$;

-- By what a report's row is grouped; no row where the report is narrowed to another value. Null: the report has a group of its own.
create function billing.report_group(
    grouped_by text, only_kind text, only_value text, service_month date, school text, provider text, service text, procedure text, payer text)
    returns table (name text) language sql immutable as $$
    select billing.report_value(grouped_by, service_month, school, provider, service, procedure, payer)
    where only_kind = '' or billing.report_value(only_kind, service_month, school, provider, service, procedure, payer) = only_value
$$;

drop function billing.report_group(text, date, text, text, text, text);
