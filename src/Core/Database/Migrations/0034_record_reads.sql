-- Who looked at which student's record, and when: ids only. Written in batches, each holding the hash of the one before (Core/Audit/RecordReadTrail).

create table ops.record_read_batch (
    district_id   int not null references ops.district,
    batch         bigint not null check (batch >= 1),
    reads         int not null check (reads >= 1),
    previous_hash bytea not null check (octet_length(previous_hash) = 32),
    hash          bytea not null check (octet_length(hash) = 32),
    primary key (district_id, batch)
);

create table ops.record_read (
    district_id  int not null,
    batch        bigint not null,
    position     int not null check (position >= 1),
    at           timestamptz not null,
    user_id      uuid not null,
    page         text not null check (page <> ''),
    subject_kind text not null check (subject_kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    subject_id   bigint not null,
    student_id   bigint, -- null: a record that no student of the district has been found for, such as a file's unreadable lines
    primary key (district_id, batch, position),
    foreign key (district_id, batch) references ops.record_read_batch
);

create index record_read_of_student on ops.record_read (district_id, student_id, batch) where student_id is not null;
create index record_read_by_user on ops.record_read (district_id, user_id, batch);

create trigger record_read_append_only before update or delete on ops.record_read
    for each row execute function ops.refuse_change();
create trigger record_read_no_truncate before truncate on ops.record_read
    for each statement execute function ops.refuse_change();
create trigger record_read_batch_append_only before update or delete on ops.record_read_batch
    for each row execute function ops.refuse_change();
create trigger record_read_batch_no_truncate before truncate on ops.record_read_batch
    for each statement execute function ops.refuse_change();
