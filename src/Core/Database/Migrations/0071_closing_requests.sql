-- What people asked workers to do with a month, close it or build its claim file: who, what came of it. A worker finds the open ones here.
create table billing.closing_request (
    district_id    int         not null references ops.district,
    request_id     bigint      not null check (request_id >= 1),
    service_month  date        not null check (extract(day from service_month) = 1),
    work           text        not null check (work in ('close-month', 'build-claims')), -- the kind of job that does it
    payer          text        check (payer <> '' and (payer is not null) = (work = 'build-claims')),
    delay_reason   text        check (delay_reason is null or delay_reason <> '' and work = 'build-claims'), -- CLM20 of late claims
    asked_at       timestamptz not null,
    asked_by       text        not null, -- in whose name it is done
    status         text        not null default 'asked' check (status in ('asked', 'done', 'refused', 'dropped')),
    ended_at       timestamptz check ((ended_at is null) = (status = 'asked')),
    said           text[]      not null default '{}' check ((cardinality(said) > 0) = (status in ('done', 'refused'))), -- what came of it, in a clerk's words
    claim_run_id   bigint      check (claim_run_id is null or work = 'build-claims' and status = 'done'), -- the file that it built
    primary key (district_id, request_id),
    foreign key (district_id, claim_run_id) references billing.claim_run
);
-- One at a time: asked for twice, it is done once.
create unique index closing_request_open on billing.closing_request (district_id, service_month) where status = 'asked';
create index closing_request_by_month on billing.closing_request (district_id, service_month, request_id);

create trigger closing_asked_for after insert on billing.closing_request
for each row execute function ops.wake_workers();
