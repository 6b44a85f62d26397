-- What a session log shows of signatures and of the grid: which row a session counts under, who co-signed by name, and whether a
-- co-signature given here was outlived by a change.

create or replace view intake.session_of_log as
select e.district_id, e.service_month, e.entry_id, e.service_date, e.start_time, e.end_time, e.minutes_away,
       coalesce(date_part('epoch', e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes,
       e.service, e.mode, e.attendance, e.delivered, e.place, e.telehealth, e.makeup_for, e.objective, e.activity, e.progress, e.note,
       e.signed_by, e.signed_at, e.cosigned_by, e.cosigned_at, e.credential,
       e.student_id, s.student_number, s.last_name as student_last_name, s.first_name as student_first_name,
       s.middle_name as student_middle_name, s.birth_date, s.medicaid_id, c.name as school,
       e.provider_id, p.provider_number, p.last_name as provider_last_name, p.first_name as provider_first_name, p.npi,
       l.plan_type, l.plan_number, g.row_number as grid_row_number, g.mode as mandated_mode, g.frequency_text, g.location,
       g.row_from, g.row_to,
       e.version, e.signed_version < e.content_version as changed_since_signed, r.license_number,
       e.group_size, -- students that the group's rows list; null outside a group that has a key
       e.grid_row_id,
       coalesce(o.first_name || ' ' || o.last_name, e.cosigned_by) as cosigner -- by name where the number is a provider's
from (
    select e.*,
           case when e.mode = 'group' and e.group_key <> '' then
               count(*) over (partition by e.district_id, e.service_month, e.service_date, e.provider_number, e.service, e.mode, e.group_key)
           end::int as group_size
    from intake.entry e) e
join intake.student s on s.district_id = e.district_id and s.student_id = e.student_id
join intake.provider p on p.district_id = e.district_id and p.provider_id = e.provider_id
left join intake.provider o on o.district_id = e.district_id and o.provider_number = e.cosigned_by
left join intake.grid_row g on g.district_id = e.district_id and g.grid_row_id = e.grid_row_id
left join intake.plan l on l.district_id = g.district_id and l.plan_id = g.plan_id
left join lateral (
    select h.name
    from intake.enrolment n
    join intake.school h on h.district_id = n.district_id and h.school_code = n.school_code
    where n.district_id = e.district_id and n.student_id = e.student_id
      and e.service_date >= n.enrolled_from and (n.enrolled_to is null or e.service_date <= n.enrolled_to)
    order by n.enrolled_from desc
    limit 1) c on true
left join lateral (
    select k.license_number
    from intake.credential k
    where k.district_id = e.district_id and k.provider_id = e.provider_id and k.credential = e.credential
      and e.service_date >= k.valid_from and (k.valid_to is null or e.service_date <= k.valid_to)
    order by k.valid_from desc
    limit 1) r on true;

create or replace view intake.signature_of_log as
select e.district_id, e.service_month, e.entry_id, s.entry_version, s.kind, s.provider_id, s.printed_name, s.credential, s.license_number,
       s.signed_at, s.content_hash, t.statement, e.content_version > s.entry_version as outlived
from intake.entry e
join intake.signature s on s.district_id = e.district_id and s.entry_id = e.entry_id
join intake.signing_statement t on t.district_id = s.district_id and t.statement_version = s.statement_version
where (s.kind = 'signed' and e.signed_here and s.entry_version = e.signed_version)
   or (s.kind = 'cosigned' and e.cosigned_here and s.entry_version = (
        select max(l.entry_version) from intake.signature l
        where l.district_id = e.district_id and l.entry_id = e.entry_id and l.kind = 'cosigned'));
