-- Work of each night, and when it was last done in a district.
create table ops.night_work (
    district_id int         not null references ops.district,
    kind        text        not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    done_at     timestamptz not null,
    primary key (district_id, kind)
);

-- What waits at a desk, as the last night found it, beside what the night before had found: so that a home page can tell what is new.
create table ops.reminder (
    district_id int  not null references ops.district,
    role        text not null check (role in ('clerk', 'provider', 'finance')),
    provider_id bigint not null check ((role = 'provider') = (provider_id > 0)), -- 0: the whole desk's
    kind        text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    night       date not null,
    waiting     int  not null check (waiting > 0),
    before      int  not null check (before >= 0), -- that night's figure of the night before
    first_day   date, -- the oldest session, or the soonest last day
    primary key (district_id, role, provider_id, kind)
);

-- What retention looks for.
create index session_by_last_seen on ops.session (district_id, last_seen_at);
