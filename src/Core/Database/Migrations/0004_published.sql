-- What Billing may read of Ingest: these views and nothing else. A test reads the code for it.
-- Each leads with district_id and service_month where it has one; ask for both, always.

-- Sessions that may become part of a claim line, as the last check of each left them.
create view intake.billable_entry as
select e.district_id, e.service_month, e.entry_id, e.version, e.student_id, e.provider_id, e.service_date, e.start_time,
       coalesce(date_part('epoch', e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes,
       e.service, e.mode, e.credential, e.place, e.telehealth, e.procedure, e.modifiers, e.rate_cents, e.value_cents, e.check_run_id,
       c.provider_id as supervisor_id,
       o.ordering_npi, o.ordering_last_name, o.ordering_first_name,
       coalesce(nullif(o.diagnoses, ''), g.diagnoses, '') as diagnoses -- the order's if it names any, else the grid row's
from intake.entry e
left join intake.grid_row g on g.district_id = e.district_id and g.grid_row_id = e.grid_row_id
left join intake.service_order o on o.district_id = e.district_id and o.order_id = e.order_id
left join intake.provider c on c.district_id = e.district_id and c.provider_number = e.cosigned_by
where e.billable;

-- Who claims are for, and who gave the service: what the file says of them.
create view intake.claim_student as
select district_id, student_id, last_name, first_name, middle_name, birth_date, sex, medicaid_id, street, city, state_code, postal_code
from intake.student;

create view intake.claim_provider as
select district_id, provider_id, last_name, first_name, npi, taxonomy
from intake.provider;

-- Each month that was ever checked: its last run, and why it must be checked again if it must.
create view intake.checked_month as
select distinct on (r.district_id, r.service_month)
       r.district_id, r.service_month, r.check_run_id, r.pack_hash, s.reason as stale_reason
from intake.check_run r
left join intake.stale_month s on s.district_id = r.district_id and s.service_month = r.service_month
order by r.district_id, r.service_month, r.check_run_id desc;

-- Every entry, with what its standing findings make of it: billable, rejected or not-billable; and the codes that keep it from being billed.
create view intake.entry_standing as
select e.district_id, e.service_month, e.entry_id, e.service_date, e.student_id, e.student_number, e.provider_id, e.provider_number,
       e.service, e.procedure, e.modifiers,
       coalesce(date_part('epoch', e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes,
       e.delivered, e.value_cents, e.check_run_id, i.file_name, e.source, e.row_id, e.line_number,
       case when e.billable then 'billable' when f.rejects then 'rejected' else 'not-billable' end as standing,
       coalesce(f.codes, '') as codes
from intake.entry e
join intake.import_file i on i.district_id = e.district_id and i.import_file_id = e.import_file_id
left join (
    select district_id, service_month, entry_id, entry_version, bool_or(severity = 'reject') as rejects,
           string_agg(distinct code, ' ' order by code) as codes
    from intake.finding
    where cleared_run_id is null and severity <> 'warn'
    group by district_id, service_month, entry_id, entry_version) f
  on f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id and f.entry_version = e.version;

-- One row for each finding that keeps an entry from being billed, with the values that it saw.
create view intake.blocking_finding as
select e.district_id, e.service_month, e.entry_id, e.value_cents, f.code, f.ordinal, f.severity, f.field, f.saw
from intake.entry e
join intake.finding f
  on f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id and f.entry_version = e.version
where f.cleared_run_id is null and f.severity <> 'warn';

-- The log files that brought a month's entries, with their counts. A file that brought no entry to any month (all of its rows
-- were malformed, said nothing new, or were replaced since) has no month.
create view intake.logs_file as
select f.district_id, m.service_month, f.import_file_id, f.file_name, f.rows_total, f.rows_entered, f.rows_malformed, f.rows_duplicate
from intake.import_file f
left join (select distinct district_id, service_month, import_file_id from intake.entry) m
  on m.district_id = f.district_id and m.import_file_id = f.import_file_id
where f.kind = 'logs' and f.status = 'taken-in';

-- Every session whose student and provider are known, with all that a session log shows of it.
create view intake.session_of_log as
select e.district_id, e.service_month, e.entry_id, e.service_date, e.start_time, e.end_time, e.minutes_away,
       coalesce(date_part('epoch', e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes,
       e.service, e.mode, e.attendance, e.delivered, e.place, e.telehealth, e.makeup_for, e.objective, e.activity, e.progress, e.note,
       e.signed_by, e.signed_at, e.cosigned_by, e.cosigned_at, e.credential,
       e.student_id, s.student_number, s.last_name as student_last_name, s.first_name as student_first_name,
       s.middle_name as student_middle_name, s.birth_date, s.medicaid_id, c.name as school,
       e.provider_id, p.provider_number, p.last_name as provider_last_name, p.first_name as provider_first_name, p.npi,
       l.plan_type, l.plan_number, g.row_number as grid_row_number, g.mode as mandated_mode, g.frequency_text, g.location,
       g.row_from, g.row_to
from intake.entry e
join intake.student s on s.district_id = e.district_id and s.student_id = e.student_id
join intake.provider p on p.district_id = e.district_id and p.provider_id = e.provider_id
left join intake.grid_row g on g.district_id = e.district_id and g.grid_row_id = e.grid_row_id
left join intake.plan l on l.district_id = g.district_id and l.plan_id = g.plan_id
left join lateral (
    select h.name
    from intake.enrolment n
    join intake.school h on h.district_id = n.district_id and h.school_code = n.school_code
    where n.district_id = e.district_id and n.student_id = e.student_id
      and e.service_date >= n.enrolled_from and (n.enrolled_to is null or e.service_date <= n.enrolled_to)
    order by n.enrolled_from desc
    limit 1) c on true;
