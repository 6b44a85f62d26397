-- That everything of a district was written into an archive, or came out of one: which, when, by whom. It stands beside the audit
-- trail, since an archive holds the trail, and cannot hold its own hash.
create table ops.district_archive (
    district_id     int         not null references ops.district,
    archive_id      bigint      not null generated always as identity,
    way             text        not null check (way in ('written', 'loaded')),
    at              timestamptz not null,
    by              text        not null check (by ~ '^(user|command):.+$'),
    manifest_sha256 bytea       not null check (octet_length(manifest_sha256) = 32),
    files           int         not null check (files >= 1),
    bytes           bigint      not null check (bytes >= 0),
    primary key (district_id, archive_id)
);
create trigger district_archive_append_only before update or delete on ops.district_archive
    for each row execute function ops.refuse_change();
create trigger district_archive_no_truncate before truncate on ops.district_archive
    for each statement execute function ops.refuse_change();

-- A place keeps its number where the district goes; another district's place there may have the same.
alter table ops.place drop constraint place_place_id_key;
