-- What else is asked of providers: a background check, a position that is not paid by the federal government, supervision.

alter table intake.provider
    add column background_checked_on date, -- the last criminal background check that found nothing
    add column federal_from          date, -- the days on which the position is paid wholly from federal funds
    add column federal_to            date,
    add check (federal_to >= federal_from);

create table intake.supervision (
    district_id     int    not null,
    provider_id     bigint not null, -- who was supervised
    supervisor_id   bigint not null,
    supervised_on   date   not null,
    kind            text   not null check (kind in ('direct', 'indirect')),
    import_file_id  bigint not null,
    primary key (district_id, provider_id, supervised_on, supervisor_id),
    foreign key (district_id, provider_id) references intake.provider,
    foreign key (district_id, supervisor_id) references intake.provider,
    foreign key (district_id, import_file_id) references intake.import_file,
    check (supervisor_id <> provider_id)
);

-- Which kinds of files there are is the program's to say.
alter table intake.import_file
    drop constraint import_file_kind_check,
    add constraint kind_is_a_word check (kind ~ '^[a-z]{3,20}$');
