-- What a person decides about an entry beside correcting it (docs/decisions.md). A decision makes no version of the entry: what was logged
-- stays what it was. It is taken back by ending it, never deleted; the checks see those that are in force.
--   return:       back to its provider, with a comment; ends with the provider's answer
--   not-billable: final for Medicaid; still delivered
--   override:     a finding of one code does not count, until a day
--   duplicate:    another entry is the same session; this one counts nowhere

create table intake.entry_decision (
    district_id    int         not null references ops.district,
    decision_id    bigint      not null,
    entry_id       bigint      not null,
    entry_version  int         not null check (entry_version >= 1), -- that the person had before them
    kind           text        not null check (kind in ('return', 'not-billable', 'override', 'duplicate')),
    reason         text        not null check (length(reason) between 1 and 1000), -- of a return: the comment
    code           text        check ((kind = 'override') = (code is not null)),
    until          date        check ((kind = 'override') = (until is not null)), -- the last day on which it holds
    of_entry_id    bigint      check ((kind = 'duplicate') = (of_entry_id is not null)),
    decided_at     timestamptz not null,
    decided_by     text        not null,
    ended_at       timestamptz,
    ended_by       text        check ((ended_at is null) = (ended_by is null)),
    ended_as       text        check ((ended_at is null) = (ended_as is null) and ended_as in ('taken-back', 'answered', 'ran-out')),
    end_note       text        check ((ended_at is null) = (end_note is null) and length(end_note) between 1 and 1000), -- the answer, or why
    primary key (district_id, decision_id),
    check (of_entry_id <> entry_id),
    check (kind = 'return' or ended_as <> 'answered'),
    check (kind = 'override' or ended_as <> 'ran-out')
);
create unique index one_decision_in_force on intake.entry_decision (district_id, entry_id, kind, coalesce(code, '')) where ended_at is null;
create index decision_by_entry on intake.entry_decision (district_id, entry_id);
create index decision_by_original on intake.entry_decision (district_id, of_entry_id) where kind = 'duplicate' and ended_at is null;

-- What the check itself said, where a decision made the finding lighter; null where none did.
alter table intake.finding add column found_as text check (found_as in ('reject', 'not-billable'));

-- The latest return of each entry: with its provider ("waiting"), or with the office again, since the provider answered ("answered") or
-- somebody changed or signed the entry ("changed"). Ask for district_id and service_month, or for district_id and entry_id.
create view intake.entry_return as
select d.district_id, e.service_month, d.entry_id, d.decision_id, d.entry_version, d.reason as comment, d.decided_at as returned_at,
       d.decided_by as returned_by, d.end_note as answer, d.ended_at as answered_at, d.ended_by as answered_by, e.provider_id,
       case when e.version > d.entry_version then 'changed' when d.ended_at is not null then 'answered' else 'waiting' end as state
from intake.entry_decision d
join intake.entry e on e.district_id = d.district_id and e.entry_id = d.entry_id
where d.kind = 'return' and d.ended_as is distinct from 'taken-back'
  and not exists (
    select from intake.entry_decision later
    where later.district_id = d.district_id and later.entry_id = d.entry_id and later.kind = 'return'
      and later.decision_id > d.decision_id);

-- For the audit pack.
create view intake.decision_of_entry as
select d.district_id, d.entry_id, d.entry_version, d.kind, d.code, d.until, d.of_entry_id, d.reason, d.decided_at, d.decided_by, d.ended_at,
       d.ended_by, d.ended_as, d.end_note
from intake.entry_decision d;

create or replace view intake.entry_finding as
select f.district_id, f.service_month, f.entry_id, f.entry_version, f.code, f.severity, f.field, f.saw, f.record_kind, f.record_id,
       r.started_at as found_at, r.pack_name, r.pack_version, c.started_at as cleared_at, coalesce(f.found_as, f.severity) as found_as
from intake.finding f
join intake.check_run r on r.district_id = f.district_id and r.check_run_id = f.check_run_id
left join intake.check_run c on c.district_id = f.district_id and c.check_run_id = f.cleared_run_id;

-- As before, without entries that are duplicates of others: a session stands in its log once.
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
    from intake.entry e
    where not exists (
        select from intake.entry_decision d
        where d.district_id = e.district_id and d.entry_id = e.entry_id and d.kind = 'duplicate' and d.ended_at is null)) e
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
