-- The overrides under which a finding counts for less at this moment, on entries that are not closed or billed. One whose last day is
-- over leaves its month to be checked again: the worker's sweep marks it, and a close refuses the month whether or not a worker runs.
create view intake.override_at_work as
select e.district_id, e.service_month, e.entry_id, d.code, d.until
from intake.entry_decision d
join intake.entry e on e.district_id = d.district_id and e.entry_id = d.entry_id
join intake.finding f on f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id
  and f.entry_version = e.version and f.code = d.code and f.cleared_run_id is null and f.severity = 'warn' and f.found_as is not null
where d.kind = 'override' and d.ended_at is null
  and not exists (
    select from billing.frozen_entry z
    where z.district_id = e.district_id and z.service_month = e.service_month and z.entry_id = e.entry_id);
