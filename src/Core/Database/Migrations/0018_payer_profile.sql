-- A district's own payer profiles. The last one of a name is in force, before the shipped one; one without a file ends it.
create table billing.payer_profile (
    district_id  int         not null references ops.district,
    name         text        not null check (name ~ '^[a-z0-9-]{1,40}$'),
    number       int         not null check (number >= 1),
    file_name    text        check (length(file_name) between 1 and 255),
    content      bytea       check (octet_length(content) between 1 and 1048576),
    imported_at  timestamptz not null,
    imported_by  text        not null,
    primary key (district_id, name, number),
    check ((content is null) = (file_name is null))
);
