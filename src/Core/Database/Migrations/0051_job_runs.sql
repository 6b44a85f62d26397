-- What workers do behind the pages: each piece of work once while it waits, runs or needs a person. A run names ids, never a person.
create table ops.job_run (
    district_id int         not null references ops.district,
    job_run_id  bigint      not null generated always as identity,
    kind        text        not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    subject     text        not null check (subject ~ '^[a-z0-9-]+$'), -- what of the district: a month, an id
    state       text        not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'dismissed')),
    queued_at   timestamptz not null,
    not_before  timestamptz not null, -- after a fault that can heal: when to try again
    attempts    int         not null default 0 check (attempts >= 0), -- begun, and not ended by a worker's orderly stop
    started_at  timestamptz check (started_at is not null or state <> 'running'), -- of the last attempt
    ended_at    timestamptz check ((ended_at is null) = (state in ('queued', 'running'))),
    done        bigint      check (done >= 0), -- how far it is
    total       bigint      check (total >= done),
    cause       text        check (cause <> '' and (cause is not null or state <> 'failed')), -- of the last fault, in an office's words
    technical   text        check ((technical is null) = (cause is null)), -- the fault's type, for whoever looks after the program
    worker_id   uuid        check (worker_id is not null or state <> 'running'),
    primary key (district_id, job_run_id)
);
-- While it waits, runs or needs a person, the same work is not taken up again.
create unique index job_run_open on ops.job_run (district_id, kind, subject) where state <> 'done';
create index job_run_by_state on ops.job_run (district_id, state, job_run_id desc);
create index job_run_ended on ops.job_run (ended_at) where state = 'done';

-- Who works, on which machine, and when it was last heard of. By the database's clock, the one that all machines share.
create table ops.worker (
    worker_id    uuid        primary key,
    machine      text        not null check (length(machine) between 1 and 255),
    version      text        not null,
    started_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    stopped_at   timestamptz
);
create index worker_by_last_seen on ops.worker (last_seen_at desc);

-- What "medlogs verify" found of all that a district has, so that pages can tell whether the books are right.
create table billing.verification (
    district_id     int         not null references ops.district,
    verification_id bigint      not null generated always as identity,
    started_at      timestamptz not null,
    ended_at        timestamptz not null check (ended_at >= started_at),
    started_by      text        not null,
    invariants      int         not null check (invariants >= 0), -- looked at
    broken          jsonb       not null check (jsonb_typeof(broken) = 'array'), -- of these, what does not hold: name, holds, severity, breaches
    files_read      int         not null check (files_read >= 0),
    primary key (district_id, verification_id)
);
