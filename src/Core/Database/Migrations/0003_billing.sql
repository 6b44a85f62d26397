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
    pack_name       text        not null,
    pack_version    text        not null,
    pack_hash       text        not null,
    built_at        timestamptz not null,
    built_by        text        not null,
    interchange_control_number  bigint not null,
    group_control_number        bigint not null,
    file_name       text        not null,
    sha256          bytea       not null,
    claims          int         not null check (claims > 0),
    lines           int         not null check (lines >= claims),
    charge_cents    bigint      not null check (charge_cents > 0),
    primary key (district_id, claim_run_id),
    unique (district_id, payer, interchange_control_number),
    foreign key (district_id, sha256) references ops.stored_file,
    foreign key (district_id, service_month, close_number) references billing.month_close
);

create table billing.claim (
    district_id     int    not null,
    claim_id        bigint not null,
    claim_run_id    bigint not null,
    claim_number    text   not null check (length(claim_number) <= 20), -- CLM01
    frequency       text   not null check (frequency in ('1', '7', '8')),
    student_id      bigint not null,
    provider_id     bigint not null,
    diagnoses       text   not null,
    charge_cents    bigint not null check (charge_cents > 0),
    primary key (district_id, claim_id),
    unique (district_id, claim_number),
    foreign key (district_id, claim_run_id) references billing.claim_run
);
create index claim_by_run on billing.claim (district_id, claim_run_id);

create table billing.claim_line (
    district_id     int    not null,
    claim_line_id   bigint not null,
    claim_id        bigint not null,
    line_number     int    not null check (line_number between 1 and 50), -- LX01
    control_number  text   not null check (length(control_number) <= 30), -- REF*6R
    service_date    date   not null,
    procedure       text   not null,
    modifiers       text   not null,
    place           text   not null,
    minutes         int    not null check (minutes >= 0),
    units_milli     bigint not null check (units_milli > 0), -- thousandths of a unit
    charge_cents    bigint not null check (charge_cents > 0),
    ordering_npi    text,
    ordering_last_name   text,
    ordering_first_name  text,
    primary key (district_id, claim_line_id),
    unique (district_id, claim_id, line_number),
    unique (district_id, control_number),
    foreign key (district_id, claim_id) references billing.claim
);

-- Which sessions a line bills, and how much of its charge each one brings. While a row is live no other line may bill the session.
create table billing.claim_line_entry (
    district_id     int     not null,
    claim_line_id   bigint  not null,
    service_month   date    not null,
    entry_id        bigint  not null,
    entry_version   int     not null,
    charge_cents    bigint  not null check (charge_cents >= 0),
    live            boolean not null default true, -- false once the claim is voided or replaced
    primary key (district_id, claim_line_id, entry_id),
    foreign key (district_id, claim_line_id) references billing.claim_line
);
create unique index nothing_is_billed_twice on billing.claim_line_entry (district_id, entry_id) where live;
create index claim_line_entry_by_month on billing.claim_line_entry (district_id, service_month);

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
