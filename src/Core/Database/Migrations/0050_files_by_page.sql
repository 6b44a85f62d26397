-- A file that comes by a page may wait until somebody says how it is read: until then its kind is unknown.
-- Whoever has seen to a file's faults says so (settled), and nobody is asked about it again.
alter table intake.import_file
    drop constraint import_file_status_check,
    drop constraint import_file_check2,
    add constraint import_file_status_check check (status in ('received', 'taken-in', 'refused', 'waiting')),
    add constraint ends_when_finished check ((status in ('received', 'waiting')) = (finished_at is null)),
    add constraint only_waiting_files_are_unknown check (kind <> 'unknown' or status = 'waiting'),
    add column settled_at timestamptz,
    add column settled_by text,
    add constraint settled_by_somebody check ((settled_at is null) = (settled_by is null));

-- Most files are taken in without a fault; what is asked about are the others.
create index import_file_with_faults on intake.import_file (district_id, import_file_id)
    where settled_at is null and (status <> 'taken-in' or rows_malformed > 0);

-- How a vendor's files of one kind are read. A file keeps the mapping that it was read by, so this one may change.
create table intake.column_mapping (
    district_id  int         not null references ops.district,
    kind         text        not null,
    source       text        not null check (source ~ '^[a-z0-9-]{1,40}$'),
    file_pattern text        check (length(file_pattern) between 1 and 100), -- of names, with * and ?; null: files are known by their columns alone
    content      json        not null check (json_typeof(content) = 'object'), -- as it was written
    saved_at     timestamptz not null,
    saved_by     text        not null,
    primary key (district_id, kind, source)
);
