-- What else checks ask of a student: the days on which the school marked the student absent, stays in an institution, what the
-- payer authorized; whom the payer takes the student for, and what kind of practitioner ordered.

alter table intake.import_file drop constraint import_file_kind_check;
alter table intake.import_file add constraint import_file_kind_check check (kind in (
    'students', 'grid', 'providers', 'calendar', 'consents', 'orders', 'eligibility', 'absences', 'stays', 'authorizations', 'rates', 'logs'));

alter table intake.service_order add column ordering_taxonomy text;

alter table intake.eligibility
    add column payer_last_name text,
    add column payer_first_name text,
    add column payer_birth_date date;

create table intake.absence (
    district_id     int     not null,
    absence_id      bigint  not null,
    student_id      bigint  not null,
    absent_on       date    not null,
    absent_from     time    not null,                           -- 00:00: from the start of the day
    absent_to       time    check (absent_to > absent_from),    -- null: to its end
    withdrawn       boolean not null,                           -- the school has taken it back
    import_file_id  bigint  not null,
    primary key (district_id, absence_id),
    unique (district_id, student_id, absent_on, absent_from),
    foreign key (district_id, student_id) references intake.student,
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.stay (
    district_id     int    not null,
    stay_id         bigint not null,
    student_id      bigint not null,
    stay_from       date   not null,
    stay_to         date   check (stay_to >= stay_from), -- null: no end is known
    import_file_id  bigint not null,
    primary key (district_id, stay_id),
    unique (district_id, student_id, stay_from),
    foreign key (district_id, student_id) references intake.student,
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.service_authorization (
    district_id           int    not null,
    authorization_id      bigint not null,
    student_id            bigint not null,
    authorization_number  text   not null check (length(authorization_number) between 1 and 50), -- as 837P REF*G1 takes it
    covers                text   not null, -- a service of the rule pack, or a procedure code
    valid_from            date   not null,
    valid_to              date   check (valid_to >= valid_from),
    units                 int    check (units > 0), -- null: no limit
    import_file_id        bigint not null,
    primary key (district_id, authorization_id),
    unique (district_id, student_id, authorization_number, covers),
    foreign key (district_id, student_id) references intake.student,
    foreign key (district_id, import_file_id) references intake.import_file
);

-- What a payer authorized, for the claim's REF*G1. Of several that cover a line, the one that began last is meant, then the higher id.
create view intake.claim_authorization as
select district_id, student_id, authorization_id, authorization_number, covers, valid_from, valid_to
from intake.service_authorization;
