-- Who was looked up in the OIG's list of excluded individuals (LEIE), when, in which file, and with what result.

alter table intake.provider add column birth_date date;

-- One reading of the whole list for one month. Screened again (a newer list, a new provider) a month has several; the last one speaks.
create table intake.screening (
    district_id       int         not null references ops.district,
    service_month     date        not null check (extract(day from service_month) = 1),
    screening_number  int         not null check (screening_number >= 1),
    file_name         text        not null check (length(file_name) between 1 and 255),
    sha256            bytea       not null,
    list_records      int         not null check (list_records >= 1),
    providers         int         not null check (providers >= 0),
    matches           int         not null check (matches >= 0),
    screened_at       timestamptz not null,
    screened_by       text        not null,
    primary key (district_id, service_month, screening_number),
    foreign key (district_id, sha256) references ops.stored_file
);

-- Every provider that was looked up: one without a match is clear.
create table intake.screened_provider (
    district_id       int    not null,
    service_month     date   not null,
    screening_number  int    not null,
    provider_id       bigint not null,
    primary key (district_id, service_month, screening_number, provider_id),
    foreign key (district_id, service_month, screening_number) references intake.screening,
    foreign key (district_id, provider_id) references intake.provider
);

-- The records of the list that may be a provider of the district; all others stay in the file.
create table intake.screening_match (
    district_id       int    not null,
    service_month     date   not null,
    screening_number  int    not null,
    provider_id       bigint not null,
    line_number       int    not null check (line_number >= 2),
    matched_by        text   not null check (matched_by in ('npi', 'name-and-birth-date', 'name')),
    record_hash       uuid   not null, -- over what the record says of the person: the same person next month is the same record
    listed_name       text   not null,
    listed_birth_date date,
    exclusion_type    text   not null,
    excluded_from     date   not null,
    excluded_to       date check (excluded_to >= excluded_from), -- the day before reinstatement, or before a waiver in the district's state
    primary key (district_id, service_month, screening_number, provider_id, line_number),
    foreign key (district_id, service_month, screening_number, provider_id) references intake.screened_provider
);

-- What a person found out about a match by name. It holds for that record of the list, in later months too; the last one counts.
create table intake.screening_decision (
    district_id      int         not null,
    provider_id      bigint      not null,
    record_hash      uuid        not null,
    decision_number  int         not null check (decision_number >= 1),
    decision         text        not null check (decision in ('clear', 'excluded')),
    reason           text        not null check (reason <> ''),
    decided_at       timestamptz not null,
    decided_by       text        not null,
    primary key (district_id, provider_id, record_hash, decision_number),
    foreign key (district_id, provider_id) references intake.provider
);

-- Each match of each month's last screening, with what it means.
create view intake.standing_match as
select m.*, case when m.matched_by = 'npi' then 'excluded' else coalesce(d.decision, 'possible') end as standing
from intake.screening_match m
left join lateral (
    select e.decision
    from intake.screening_decision e
    where e.district_id = m.district_id and e.provider_id = m.provider_id and e.record_hash = m.record_hash
    order by e.decision_number desc
    limit 1) d on true
where m.screening_number = (select max(s.screening_number) from intake.screening s
                            where s.district_id = m.district_id and s.service_month = m.service_month);

-- What each month's last screening says of each provider: clear, possible (a match by name waits for a person) or excluded.
create view intake.provider_screening as
select p.district_id, p.service_month, p.provider_id, (s.screened_at at time zone t.time_zone)::date as screened_on,
       coalesce(m.result, 'clear') as result, m.excluded_from, m.excluded_to
from intake.screening s
join ops.district t on t.district_id = s.district_id
join intake.screened_provider p
  on p.district_id = s.district_id and p.service_month = s.service_month and p.screening_number = s.screening_number
left join lateral (
    select x.standing as result, min(x.excluded_from) as excluded_from,
           case when bool_and(x.excluded_to is not null) then max(x.excluded_to) end as excluded_to
    from intake.standing_match x
    where x.district_id = p.district_id and x.service_month = p.service_month and x.provider_id = p.provider_id and x.standing <> 'clear'
    group by x.standing
    order by x.standing -- excluded before possible
    limit 1) m on true
where s.screening_number = (select max(l.screening_number) from intake.screening l
                            where l.district_id = s.district_id and l.service_month = s.service_month);
