-- The entries that findings stand against, a row for each, kept by the run that writes the findings. Lists of a month, their filters and the
-- place of one entry in them are read from these few rows, and neither from the findings nor from the month.
create table intake.flagged_entry (
    district_id integer not null references ops.district,
    service_month date not null,
    entry_id bigint not null,
    version integer not null,
    severity text not null check (severity in ('reject', 'not-billable', 'warn')), -- the heaviest
    codes text[] not null check (cardinality(codes) > 0), -- of that severity, each once, in order
    final boolean not null, -- something that stands makes it not billable in any case
    service_date date not null,
    student_id bigint,
    student_number text collate "C" not null,
    provider_id bigint,
    provider_number text collate "C" not null,
    service text not null,
    procedure text,
    modifiers text,
    value_cents bigint not null,
    primary key (district_id, service_month, entry_id));

insert into intake.flagged_entry
select e.district_id, e.service_month, e.entry_id, e.version, f.severity, f.codes, f.final, e.service_date, e.student_id, e.student_number,
       e.provider_id, e.provider_number, e.service, e.procedure, e.modifiers, e.value_cents
from (
    select district_id, service_month, entry_id, entry_version, severity,
           array_agg(distinct code collate "C" order by code collate "C") as codes, final
    from (
        select *, bool_or(severity = 'not-billable') over entry as final,
               rank() over (entry order by array_position(array['reject', 'not-billable', 'warn'], severity)) = 1 as heaviest
        from intake.finding
        where cleared_run_id is null
        window entry as (partition by district_id, service_month, entry_id, entry_version)) weighed
    where heaviest
    group by district_id, service_month, entry_id, entry_version, severity, final) f
join intake.entry e
  on e.district_id = f.district_id and e.service_month = f.service_month and e.entry_id = f.entry_id and e.version = f.entry_version;
