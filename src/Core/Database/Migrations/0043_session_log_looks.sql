-- What the list of a month's session logs shows, kept from one look to the next: a look builds every document of the month.
create table billing.session_log_look (
    district_id    int    not null references ops.district,
    service_month  date   not null check (extract(day from service_month) = 1),
    stamp          bytea  not null check (octet_length(stamp) = 32), -- of the district at that moment: as long as it is the same, so is every log
    primary key (district_id, service_month)
);

create table billing.session_log_seen (
    district_id    int     not null,
    service_month  date    not null,
    document_id    text    not null,
    student_id     bigint  not null,
    provider_id    bigint  not null,
    service        text    not null,
    school         text,
    sessions       int     not null check (sessions >= 1),
    unsigned       int     not null check (unsigned between 0 and sessions),
    content_hash   bytea   not null check (octet_length(content_hash) = 32),
    primary key (district_id, service_month, document_id),
    foreign key (district_id, service_month) references billing.session_log_look
);

-- Published: whom a list of session logs names.
create view intake.student_of_log as
select district_id, student_id, student_number, last_name, first_name
from intake.student;

create view intake.provider_of_log as
select district_id, provider_id, provider_number, last_name, first_name
from intake.provider;
