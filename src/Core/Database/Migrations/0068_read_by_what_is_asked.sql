-- What is asked of few rows reads few. Where a view compared a row with a whole table (a hash of all signatures of a district, of all denied
-- lines of all districts), "offset 0" keeps the inner query one that is asked for each row, by its index.

-- A session log is one student's: with the student, its signatures and corrections are found from the student's entries of the month.
create or replace view intake.signature_of_log as
select e.district_id, e.service_month, e.entry_id, s.entry_version, s.kind, s.provider_id, s.printed_name, s.credential, s.license_number,
       s.signed_at, s.content_hash, t.statement, e.content_version > s.entry_version as outlived, e.student_id
from intake.entry e
cross join lateral (
    select s.*
    from intake.signature s
    where s.district_id = e.district_id and s.entry_id = e.entry_id
    offset 0) s
join intake.signing_statement t on t.district_id = s.district_id and t.statement_version = s.statement_version
where (e.signed_here or e.cosigned_here)
  and (s.kind = 'signed' and e.signed_here and s.entry_version = e.signed_version
       or s.kind = 'cosigned' and e.cosigned_here and s.entry_version = (
            select max(l.entry_version) from intake.signature l
            where l.district_id = e.district_id and l.entry_id = e.entry_id and l.kind = 'cosigned'));

-- The student is among what the window is parted by, so that a condition on it is met before the window is built: an entry has one.
create or replace view intake.entry_addendum as
select v.district_id, v.service_month, v.entry_id, v.version + 1 as version, v.superseded_at as at,
       coalesce(u.display_name, v.superseded_by) as by, v.reason,
       (select coalesce(jsonb_object_agg(was.key, was.value), '{}')
        from jsonb_each_text(v.content) was
        where was.key in ('service_date', 'start_time', 'end_time', 'minutes_away', 'service', 'mode', 'attendance', 'place', 'telehealth',
                          'makeup_for', 'objective', 'activity', 'progress', 'note', 'signed_by', 'signed_at', 'cosigned_by', 'cosigned_at')
          and was.value is distinct from v.next ->> was.key)::text as was,
       v.student_id
from (
    select s.district_id, e.service_month, s.entry_id, e.student_id, s.version, s.content, s.superseded_at, s.superseded_by, s.reason,
           coalesce(
               lead(s.content) over (partition by s.district_id, e.service_month, s.entry_id, e.student_id order by s.version), to_jsonb(e)) as next
    from intake.entry_superseded s
    join intake.entry e on e.district_id = s.district_id and e.entry_id = s.entry_id) v
left join ops.user_account u on u.district_id = v.district_id and 'user:' || u.user_id = v.superseded_by
where not exists (
    select from intake.signature g
    where g.district_id = v.district_id and g.entry_id = v.entry_id and g.entry_version = v.version + 1
    offset 0);

-- A month's claims are each asked what came back on them, instead of all lines that were ever denied being put into a hash.
create or replace view billing.returned_entry as
select c.district_id, r.service_month, g.entry_id, c.claim_id, g.line_number,
       case g.bucket when 'rejected' then 'acknowledgement' else 'remittance' end as stage, g.cents
from billing.claim_run r
join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
cross join lateral (
    select l.entry_id, l.line_number, l.bucket, l.cents
    from billing.ledger l
    where l.district_id = c.district_id and l.service_month = r.service_month and l.claim_id = c.claim_id and l.bucket in ('rejected', 'denied')
      and l.cents > 0
    offset 0) g
where (exists (
         select from billing.line_posting p
         where p.district_id = c.district_id and p.claim_id = c.claim_id and p.denied_cents <> 0
         offset 0)
       or exists (
         select from billing.claim_answer a
         where a.district_id = c.district_id and a.claim_id = c.claim_id and a.verdict = 'rejected'
         offset 0)
       or exists (
         select from billing.run_answer x
         where x.district_id = c.district_id and x.claim_run_id = c.claim_run_id and x.verdict = 'rejected'
           and (x.transaction_number is null or x.transaction_number = c.transaction_number)
         offset 0))
  and not exists (
      select from billing.claim_decision d
      where d.district_id = c.district_id and d.claim_id = c.claim_id and d.claim_run_id is null and d.dropped_at is null)
  and not exists (select from billing.voiding_claim v where v.district_id = c.district_id and v.claim_id = c.claim_id);

-- The sweep asks each minute, of all districts, which overrides ran out: their entries are found month by month, by the key, and each is
-- asked whether it is closed or billed. Before, all entries of the store were looked through as soon as one override was open.
create or replace view intake.override_at_work as
select d.district_id, m.service_month, d.entry_id, d.code, d.until
from intake.entry_decision d
cross join lateral intake.months_of(d.district_id) m (service_month)
cross join lateral (
    select e.version
    from intake.entry e
    where e.district_id = d.district_id and e.service_month = m.service_month and e.entry_id = d.entry_id
    offset 0) e
join intake.finding f on f.district_id = d.district_id and f.service_month = m.service_month and f.entry_id = d.entry_id
  and f.entry_version = e.version and f.code = d.code and f.cleared_run_id is null and f.severity = 'warn' and f.found_as is not null
where d.kind = 'override' and d.ended_at is null
  and not exists (
    select from billing.frozen_entry z
    where z.district_id = d.district_id and z.service_month = m.service_month and z.entry_id = d.entry_id
    offset 0);

-- An entry's student and provider are numbers as its file says them, compared byte by byte (collation "C"), and an index of another
-- collation answers no such comparison: the list of rejected entries and a provider's calendar read all students for each row. Two short tables.
create index student_by_entrys_number on intake.student (district_id, student_number collate "C");
create index provider_by_entrys_number on intake.provider (district_id, provider_number collate "C");

-- The administrator's list of files: those that came in one month. A district receives some files a day.
create index import_file_by_arrival on intake.import_file (district_id, received_at);

-- The minutes of all students look at the absences of a school year, not at those of all years. Absences come by file, some hundred a day.
create index absence_by_day on intake.absence (district_id, absent_on);

-- Whom a payer's own number may mean is asked of one number: its answers are found first, and the postings of each by the key.
create or replace view billing.payer_claim_number as
select a.district_id, a.payer_claim_number, a.claim_id
from billing.claim_answer a
where a.matched_by = 'claim-number' and a.payer_claim_number <> ''
union
select c.district_id, c.payer_claim_number, p.claim_id
from billing.remit_claim c
cross join lateral (
    select p.claim_id
    from billing.line_posting p
    where p.district_id = c.district_id and p.remittance_id = c.remittance_id and p.claim_ordinal = c.claim_ordinal
      and p.matched_by in ('line-number', 'claim-number', 'person')
    offset 0) p
where c.payer_claim_number <> '';
