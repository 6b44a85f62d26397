-- Spreadsheets of rejected entries that came back corrected. The file is kept as it came; what it changes is decided when it is applied,
-- against the entries as they stand then.
create table intake.correction_sheet (
    district_id     int         not null references ops.district,
    sheet_id        bigint      not null,
    sha256          bytea       not null,
    file_name       text        not null,
    sent_at         timestamptz not null,
    sent_by         text        not null,
    applied_at      timestamptz,
    rows_total      int,
    rows_changed    int,
    rows_unchanged  int,
    rows_stale      int,
    rows_unreadable int,
    primary key (district_id, sheet_id),
    unique (district_id, sha256),
    foreign key (district_id, sha256) references ops.stored_file,
    check ((applied_at is null) = (rows_total is null)),
    check (rows_total = rows_changed + rows_unchanged + rows_stale + rows_unreadable)
);
