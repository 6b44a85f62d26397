-- Since when a place is not used, because a person said so; null: it is.
alter table ops.place add column paused_at timestamptz;
drop index ops.place_due;
create index place_due on ops.place (poll_at) where poll_at is not null and stopped_at is null and paused_at is null;

-- Since when a file that was taken in no longer lies there, as looks found it; null: it lay there at the last one.
alter table ops.place_file add column gone_at timestamptz check (gone_at is null or outcome is not null);
create index place_file_gone on ops.place_file (district_id, gone_at) where gone_at is not null;
create index place_file_latest on ops.place_file (district_id, place_id, coalesce(fetched_at, seen_at), md5(file_name));

-- Nothing goes out that nobody released.
alter table billing.claim_delivery add foreign key (district_id, claim_run_id) references billing.claim_release;

-- Published: at which places a claim file lies whole and without its name.
create view billing.place_with_part as
select distinct district_id, place_id from billing.claim_delivery where laid_down_at is not null and delivered_at is null;
