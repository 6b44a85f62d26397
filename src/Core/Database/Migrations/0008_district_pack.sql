-- A district's own layer over its state's rule pack. The last one is in force; one without a file ends it.
create table ops.district_pack (
    district_id  int         not null references ops.district,
    number       int         not null check (number >= 1),
    file_name    text        check (length(file_name) between 1 and 255),
    content      bytea       check (octet_length(content) between 1 and 1048576),
    pack_hash    text        not null check (pack_hash ~ '^[0-9a-f]{64}$'), -- of all layers: what check runs and claim runs name
    imported_at  timestamptz not null,
    imported_by  text        not null,
    primary key (district_id, number),
    check ((content is null) = (file_name is null))
);

-- The pack of a month is that of its last run over all of its entries; a correction checks a few.
create or replace view intake.checked_month as
select distinct on (r.district_id, r.service_month)
       r.district_id, r.service_month, r.check_run_id,
       (select w.pack_hash
        from intake.check_run w
        where w.district_id = r.district_id and w.service_month = r.service_month and w.scope <> 'correction'
        order by w.check_run_id desc
        limit 1) as pack_hash,
       s.reason as stale_reason
from intake.check_run r
left join intake.stale_month s on s.district_id = r.district_id and s.service_month = r.service_month
order by r.district_id, r.service_month, r.check_run_id desc;
