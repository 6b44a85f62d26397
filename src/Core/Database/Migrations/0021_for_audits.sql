-- What the audit pack reads of Ingest: what an entry said, before and now, where it came from, and all that checks ever said of it.

create view intake.entry_now as
select e.district_id, e.service_month, e.entry_id, e.version, to_jsonb(e) as content
from intake.entry e;

create view intake.entry_before as
select s.district_id, s.entry_id, s.version, s.content, s.superseded_at, s.superseded_by, s.reason
from intake.entry_superseded s;

create view intake.entry_file as
select f.district_id, f.import_file_id, f.file_name, f.source, f.sha256, f.received_at, f.received_by
from intake.import_file f;

create view intake.entry_finding as
select f.district_id, f.service_month, f.entry_id, f.entry_version, f.code, f.severity, f.field, f.saw, f.record_kind, f.record_id,
       r.started_at as found_at, r.pack_name, r.pack_version, c.started_at as cleared_at
from intake.finding f
join intake.check_run r on r.district_id = f.district_id and r.check_run_id = f.check_run_id
left join intake.check_run c on c.district_id = f.district_id and c.check_run_id = f.cleared_run_id;
