-- What payers that were asked before Medicaid paid and took off, service by service.

alter table intake.import_file
    drop constraint kind_is_a_word,
    add constraint kind_is_a_word check (kind ~ '^[a-z][a-z-]{1,18}[a-z]$');

create table intake.other_payment (
    district_id         int    not null,
    other_payment_id    bigint not null,
    student_id          bigint not null,
    service_date        date   not null,
    procedure           text   not null check (procedure ~ '^[A-Z0-9]{5}$'),
    payer_id            text   not null,
    payer_name          text   not null,
    asked_as            int    not null check (asked_as in (1, 2)), -- the first or the second that was asked
    filing_indicator    text   not null check (filing_indicator ~ '^[A-Z0-9]{2}$'),
    member_id           text   not null,
    relationship        text   not null check (relationship in ('01', '18', '19', 'G8')), -- of the student to the insured person
    insured_last_name   text,                                     -- null: the student is insured
    insured_first_name  text,
    payer_claim_number  text,
    paid_on             date   not null,
    paid_cents          bigint not null check (paid_cents >= 0),
    adjustments         text   not null, -- group:reason:cents, separated by blanks
    import_file_id      bigint not null,
    primary key (district_id, other_payment_id),
    unique (district_id, student_id, service_date, procedure, payer_id),
    foreign key (district_id, student_id) references intake.student,
    foreign key (district_id, import_file_id) references intake.import_file
);

-- For the claim's loops 2320 to 2430: a row of what one payer did with one service.
create view intake.claim_other_payment as
select district_id, date_trunc('month', service_date)::date as service_month, student_id, service_date, procedure, payer_id, payer_name,
       asked_as, filing_indicator, member_id, relationship, insured_last_name, insured_first_name, payer_claim_number, paid_on, paid_cents,
       adjustments
from intake.other_payment;

-- The payers of a claim that were asked before this one, in turn, and what they did with each of its lines; null: none.
alter table billing.claim add column other_payers jsonb check (jsonb_typeof(other_payers) = 'array' and other_payers <> '[]');
