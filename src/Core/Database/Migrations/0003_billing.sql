-- What Billing writes: the month's close, claims and the files they went out in.

create schema billing;

-- A month's close, and later closes of the same month for what came late or was corrected since.
-- A billable entry whose verdict is not younger than the close's last check is frozen: it goes out as it is.
create table billing.month_close (
    district_id    int         not null references ops.district,
    service_month  date        not null check (extract(day from service_month) = 1),
    close_number   int         not null check (close_number >= 1),
    closed_at      timestamptz not null,
    closed_by      text        not null,
    check_run_id   bigint      not null, -- the last check before the close; later ones have larger numbers
    entries        int         not null check (entries >= 0),
    billable       int         not null check (billable between 0 and entries),
    billable_cents bigint      not null check (billable_cents >= 0),
    left_out_cents bigint      not null check (left_out_cents >= 0),
    primary key (district_id, service_month, close_number)
);

-- One build of claims from one closed month for one payer. The claims, their numbers and the file's bytes are one transaction.
create table billing.claim_run (
    district_id     int         not null,
    claim_run_id    bigint      not null,
    service_month   date        not null,
    close_number    int         not null,
    payer           text        not null,
    terms           jsonb       not null, -- what the file says of district and payer: both change, the file does not
    pack_name       text        not null,
    pack_version    text        not null,
    pack_hash       text        not null,
    built_at        timestamptz not null, -- the date and time in the file
    built_by        text        not null,
    control_number  int         not null check (control_number between 1 and 999999999), -- ISA13 and GS06
    file_name       text        not null,
    sha256          bytea       not null,
    claims          int         not null check (claims > 0),
    lines           int         not null check (lines >= claims),
    entries         int         not null check (entries >= lines),
    charge_cents    bigint      not null check (charge_cents > 0),
    primary key (district_id, claim_run_id),
    unique (district_id, payer, control_number),
    unique (district_id, file_name),
    foreign key (district_id, sha256) references ops.stored_file,
    foreign key (district_id, service_month, close_number) references billing.month_close
);
create index claim_run_by_month on billing.claim_run (district_id, service_month);

-- The three tables below hold what the file said of student, provider and service, so that it can be written again.
-- A run copies its claims in by the hundred thousand. Their foreign keys would cost more than the rows themselves;
-- instead the run compares counts and sums of all three tables with its own before it commits.
create table billing.claim (
    district_id     int    not null,
    claim_id        bigint not null,
    claim_run_id    bigint not null,
    transaction_number int not null check (transaction_number >= 1), -- ST02 of the transaction that it stands in
    claim_number    text   not null check (length(claim_number) <= 20), -- CLM01
    frequency       text   not null check (frequency in ('1', '7', '8')),
    place           text   not null, -- CLM05-1
    diagnoses       text   not null, -- ICD-10-CM without dots, primary first, separated by blanks
    charge_cents    bigint not null check (charge_cents > 0),
    student_id      bigint not null,
    student_last_name    text not null,
    student_first_name   text not null,
    student_middle_name  text,
    birth_date      date   not null,
    sex             text   not null,
    medicaid_id     text   not null,
    street          text   not null,
    city            text   not null,
    state_code      text   not null,
    postal_code     text   not null,
    provider_id     bigint, -- the rendering provider, where the payer is told: then all lines are this one's
    rendering_npi         text,
    rendering_last_name   text,
    rendering_first_name  text,
    rendering_taxonomy    text,
    primary key (district_id, claim_id),
    unique (district_id, claim_number)
);
create index claim_by_run on billing.claim (district_id, claim_run_id);

-- REF*6R, the line's number for the way home, is the claim's number and the line's two digits: unique because they are.
create table billing.claim_line (
    district_id     int    not null,
    claim_id        bigint not null,
    line_number     int    not null check (line_number between 1 and 50), -- LX01
    service_date    date   not null,
    procedure       text   not null,
    modifiers       text   not null, -- in claim order, separated by blanks
    place           text   not null,
    minutes         int    not null check (minutes >= 0),
    units_milli     bigint not null check (units_milli > 0), -- thousandths of a unit
    charge_cents    bigint not null check (charge_cents > 0),
    ordering_npi            text,
    ordering_last_name      text,
    ordering_first_name     text,
    supervising_npi         text,
    supervising_last_name   text,
    supervising_first_name  text,
    primary key (district_id, claim_id, line_number)
);

-- Which sessions a line bills, and how much of its charge each one brings. While a row is live no other line may bill the session.
create table billing.claim_line_entry (
    district_id     int     not null,
    claim_id        bigint  not null,
    line_number     int     not null,
    service_month   date    not null,
    entry_id        bigint  not null,
    entry_version   int     not null,
    charge_cents    bigint  not null check (charge_cents >= 0),
    live            boolean not null default true, -- false once the claim is voided or replaced
    primary key (district_id, claim_id, line_number, entry_id)
);
create unique index nothing_is_billed_twice on billing.claim_line_entry (district_id, service_month, entry_id) where live;

-- What Ingest may know of Billing: the entries that no correction or later file may change.
create view billing.frozen_entry as
select e.district_id, e.service_month, e.entry_id
from intake.entry e
where e.billable
  and e.check_run_id <= (select max(c.check_run_id) from billing.month_close c
                         where c.district_id = e.district_id and c.service_month = e.service_month)
union
select l.district_id, l.service_month, l.entry_id
from billing.claim_line_entry l
where l.live;

-- Where each billed session stands: from the entry to its line, claim and file.
create view billing.billed_entry as
select x.district_id, x.service_month, x.entry_id, x.charge_cents, x.claim_id, x.line_number, c.claim_number,
       c.claim_number || lpad(x.line_number::text, 2, '0') as line_control_number, c.claim_run_id, r.file_name
from billing.claim_line_entry x
join billing.claim c on c.district_id = x.district_id and c.claim_id = x.claim_id
join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
where x.live;
