-- Who is signed in from where; what was typed when a session timed out; the keys that seal cookies and forms, shared by all web nodes.

create table ops.session (
    district_id  int not null,
    session_id   uuid not null,
    user_id      uuid not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null check (last_seen_at >= created_at),
    ended_at     timestamptz,
    browser      text not null check (length(browser) <= 60), -- shortened: "Firefox on Windows"
    address      text not null check (length(address) <= 60), -- cut: 203.0.113.0/24
    primary key (district_id, session_id),
    foreign key (district_id, user_id) references ops.user_account
);

create index session_of_user on ops.session (district_id, user_id, created_at desc);

create table ops.held_form (
    district_id int not null,
    user_id     uuid not null,
    path        text not null check (path like '/%'),
    sealed      bytea not null check (octet_length(sealed) <= 2097152),
    held_at     timestamptz not null,
    primary key (district_id, user_id),
    foreign key (district_id, user_id) references ops.user_account
);

create table ops.data_protection_key (
    key_name   text primary key,
    xml        text not null,
    created_at timestamptz not null default now()
);
