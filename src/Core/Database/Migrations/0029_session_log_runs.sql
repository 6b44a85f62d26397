-- A month's session logs, made behind the pages: who asked, how far it got, how it ended. A worker finds the open ones here.
create table billing.session_log_run (
    district_id    int         not null references ops.district,
    run_id         bigint      not null check (run_id >= 1),
    service_month  date        not null check (extract(day from service_month) = 1),
    status         text        not null default 'asked' check (status in ('asked', 'working', 'done', 'stopped', 'failed')),
    asked_at       timestamptz not null,
    asked_by       text        not null,
    ended_at       timestamptz check ((ended_at is null) = (status in ('asked', 'working'))),
    tries          int         not null default 0 check (tries >= 0), -- begun, and not ended by a worker's orderly stop
    logs           int         check (logs >= 0), -- of the month; null before a worker has looked
    seen           int         not null default 0 check (seen >= 0), -- of these, looked at
    made           int         not null default 0 check (made >= 0), -- by all tries
    failed         int         not null default 0 check (failed >= 0), -- in the last try
    problem        text        check (problem <> ''), -- in a clerk's words
    primary key (district_id, run_id)
);
-- Asked for twice, a month is made once.
create unique index session_log_run_open on billing.session_log_run (district_id, service_month) where status in ('asked', 'working');
create index session_log_run_by_month on billing.session_log_run (district_id, service_month, run_id);

-- A document is fetched by the hash of its bytes.
create index session_log_by_pdf on billing.session_log (district_id, pdf_sha256);
