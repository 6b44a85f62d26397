-- What Ingest writes: files, people, plans, entries and their findings.
-- Every table leads with district_id, in its key too: a district can be moved, exported or sharded as a whole.
-- Ids are numbers of the district's own, taken from ops.counter without gaps, so that the same files give the same ids anywhere.

create schema intake;

create table intake.import_file (
    district_id     int         not null references ops.district,
    import_file_id  bigint      not null,
    kind            text        not null check (kind in ('students', 'grid', 'providers', 'calendar', 'consents', 'orders', 'eligibility', 'rates', 'logs')),
    source          text        not null check (source ~ '^[a-z0-9-]{1,40}$'), -- whose row ids these are: a vendor, the SIS, the district's own pages
    mapping         jsonb       check (jsonb_typeof(mapping) = 'object'), -- how its columns are read; null: they are our own
    file_name       text        not null check (length(file_name) between 1 and 255),
    sha256          bytea       not null,
    status          text        not null check (status in ('received', 'taken-in', 'refused')),
    refusal         text,
    received_at     timestamptz not null,
    received_by     text        not null,
    finished_at     timestamptz,
    rows_total      int         not null default 0 check (rows_total >= 0),
    rows_entered    int         not null default 0 check (rows_entered >= 0),   -- became a record, or a new version of one
    rows_changed    int         not null default 0 check (rows_changed between 0 and rows_entered),
    rows_malformed  int         not null default 0 check (rows_malformed >= 0),
    rows_duplicate  int         not null default 0 check (rows_duplicate >= 0), -- said nothing new
    primary key (district_id, import_file_id),
    unique (district_id, kind, sha256),
    foreign key (district_id, sha256) references ops.stored_file,
    constraint every_row_is_accounted_for check (rows_total = rows_entered + rows_malformed + rows_duplicate),
    check ((status = 'refused') = (refusal is not null)),
    check ((status = 'received') = (finished_at is null))
);

create table intake.malformed_line (
    district_id     int    not null,
    import_file_id  bigint not null,
    line_number     int    not null check (line_number >= 1),
    reason          text   not null,
    raw_line        bytea  not null check (length(raw_line) <= 65536), -- bytes, since a malformed line may hold a NUL
    primary key (district_id, import_file_id, line_number),
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.student (
    district_id     int    not null references ops.district,
    student_id      bigint not null,
    student_number  text   not null check (length(student_number) between 1 and 40),
    last_name       text   not null check (last_name <> ''),
    first_name      text   not null check (first_name <> ''),
    middle_name     text,
    birth_date      date   not null,
    sex             text   not null check (sex in ('F', 'M', 'U')),
    medicaid_id     text,
    street          text,
    city            text,
    state_code      text,
    postal_code     text,
    import_file_id  bigint not null,
    primary key (district_id, student_id),
    unique (district_id, student_number),
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.school (
    district_id  int  not null references ops.district,
    school_code  text not null check (length(school_code) between 1 and 20),
    name         text not null,
    primary key (district_id, school_code)
);

create table intake.enrolment (
    district_id    int    not null,
    student_id     bigint not null,
    enrolled_from  date   not null,
    enrolled_to    date,
    school_code    text   not null,
    primary key (district_id, student_id, enrolled_from),
    foreign key (district_id, student_id) references intake.student on delete cascade,
    check (enrolled_to >= enrolled_from)
);

create table intake.calendar_range (
    district_id  int  not null references ops.district,
    school_code  text not null,
    first_day    date not null,
    last_day     date not null check (last_day >= first_day),
    day_type     text not null check (day_type in ('instructional', 'closed', 'esy')),
    opens        time,
    closes       time check (closes > opens),
    note         text,
    primary key (district_id, school_code, day_type, first_day),
    foreign key (district_id, school_code) references intake.school
);

create table intake.provider (
    district_id      int    not null references ops.district,
    provider_id      bigint not null,
    provider_number  text   not null check (length(provider_number) between 1 and 40),
    last_name        text   not null check (last_name <> ''),
    first_name       text   not null check (first_name <> ''),
    npi              text,
    taxonomy         text,
    employed_from    date   not null,
    employed_to      date check (employed_to >= employed_from),
    medicaid_from    date,
    medicaid_to      date check (medicaid_to >= medicaid_from),
    screened_on      date,    -- last exclusion screening (OIG LEIE) that found nothing
    import_file_id   bigint not null,
    primary key (district_id, provider_id),
    unique (district_id, provider_number),
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.credential (
    district_id        int    not null,
    provider_id        bigint not null,
    credential         text   not null,
    valid_from         date   not null,
    valid_to           date check (valid_to >= valid_from),
    license_number     text,
    supervisor_number  text,
    primary key (district_id, provider_id, credential, valid_from),
    foreign key (district_id, provider_id) references intake.provider on delete cascade
);

create table intake.plan (
    district_id   int    not null,
    plan_id       bigint not null,
    student_id    bigint not null,
    plan_number   text   not null,
    plan_type     text   not null check (plan_type in ('IEP', 'ISP', 'IFSP', '504', 'OTHER')),
    plan_from     date   not null,
    plan_to       date   not null check (plan_to >= plan_from),
    finalized_on  date,
    primary key (district_id, plan_id),
    unique (district_id, plan_number),
    foreign key (district_id, student_id) references intake.student
);

create table intake.grid_row (
    district_id          int    not null,
    grid_row_id          bigint not null,
    plan_id              bigint not null,
    row_number           text   not null,
    service              text   not null,
    mode                 text   not null check (mode in ('individual', 'group', 'either', 'consult')),
    frequency_text       text   not null check (length(frequency_text) <= 200),
    minutes_per_session  int check (minutes_per_session between 1 and 1440),
    location             text,
    row_from             date   not null,
    row_to               date   not null check (row_to >= row_from),
    esy                  boolean not null,
    outside_hours        boolean not null, -- the plan says that this service may be given outside school hours
    adaptation           text,             -- transport: the adapted vehicle or aide that the plan requires
    diagnoses            text   not null,  -- ICD-10-CM without dots, primary first, separated by blanks; may be empty
    frequency_problem    text,             -- what could not be read in frequency_text; null when it was read
    import_file_id       bigint not null,
    primary key (district_id, grid_row_id),
    unique (district_id, plan_id, row_number),
    foreign key (district_id, plan_id) references intake.plan,
    foreign key (district_id, import_file_id) references intake.import_file
);
create index grid_row_by_plan on intake.grid_row (district_id, plan_id);
create index plan_by_student on intake.plan (district_id, student_id);

create table intake.consent (
    district_id     int    not null,
    consent_id      bigint not null,
    student_id      bigint not null,
    state           text   not null check (state in ('granted', 'pending', 'refused', 'revoked')),
    effective_on    date   not null,
    notice_on       date,
    import_file_id  bigint not null,
    primary key (district_id, consent_id),
    unique (district_id, student_id, effective_on, state),
    foreign key (district_id, student_id) references intake.student,
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.service_order (
    district_id          int    not null,
    order_id             bigint not null,
    student_id           bigint not null,
    service              text   not null,
    ordered_on           date   not null,
    ends_on              date check (ends_on >= ordered_on),
    ordering_npi         text,
    ordering_last_name   text,
    ordering_first_name  text,
    diagnoses            text   not null,
    import_file_id       bigint not null,
    primary key (district_id, order_id),
    unique (district_id, student_id, service, ordered_on),
    foreign key (district_id, student_id) references intake.student,
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.eligibility (
    district_id     int     not null,
    eligibility_id  bigint  not null,
    student_id      bigint  not null,
    eligible_from   date    not null,
    eligible_to     date check (eligible_to >= eligible_from),
    other_coverage  boolean not null, -- another payer comes first and has not been resolved
    import_file_id  bigint  not null,
    primary key (district_id, eligibility_id),
    unique (district_id, student_id, eligible_from),
    foreign key (district_id, student_id) references intake.student,
    foreign key (district_id, import_file_id) references intake.import_file
);

create table intake.rate (
    district_id     int    not null references ops.district,
    procedure       text   not null check (procedure ~ '^[A-Z0-9]{5}$'),
    modifiers       text   not null, -- separated by blanks, in claim order; empty: any
    valid_from      date   not null,
    valid_to        date check (valid_to >= valid_from),
    rate_cents      bigint not null check (rate_cents > 0),
    import_file_id  bigint not null,
    primary key (district_id, procedure, modifiers, valid_from),
    foreign key (district_id, import_file_id) references intake.import_file
);

-- One row per run of the checks over a district-month, or over a part of it after a correction.
create table intake.check_run (
    district_id    int         not null references ops.district,
    check_run_id   bigint      not null,
    service_month  date        not null check (extract(day from service_month) = 1),
    scope          text        not null check (scope in ('month', 'import', 'correction')),
    as_of          date        not null,
    pack_name      text        not null,
    pack_version   text        not null,
    pack_hash      text        not null,
    entries        int         not null,
    started_at     timestamptz not null,
    primary key (district_id, check_run_id)
);
create index check_run_by_month on intake.check_run (district_id, service_month);

-- A month whose reference data changed after its last check; a check of the whole month removes the row.
create table intake.stale_month (
    district_id    int         not null references ops.district,
    service_month  date        not null,
    reason         text        not null,
    since          timestamptz not null,
    primary key (district_id, service_month)
);

-- The current version of each logged session, with its two verdicts. Earlier versions stand in entry_superseded.
-- An entry is never in this table without its verdicts: import, correction and check are one transaction.
-- A large district-month gets a partition of its own, loaded without indexes and then attached (ADR 0004).
-- Indexed texts are codes, not words: they are compared by bytes, and stand first in their
-- indexes: both make sorting several times faster. Every look-up gives the district too, so the order of the columns costs nothing.
create table intake.entry (
    district_id      int         not null,
    service_month    date        not null,
    entry_id         bigint      not null,
    version          int         not null check (version >= 1),
    import_file_id   bigint      not null,
    line_number      int         not null,
    source           text collate "C"        not null,
    row_id           text collate "C"        not null,
    row_hash         uuid        not null, -- of what the source said of the row when it last said something new
    student_number   text collate "C"        not null,
    provider_number  text collate "C"        not null,
    service          text        not null,
    mode             text        not null check (mode in ('individual', 'group', 'consult')),
    service_date     date        not null,
    start_time       time,
    end_time         time,
    minutes_away     int         not null check (minutes_away between 0 and 1440),
    attendance       text        not null,
    group_key        text        not null,
    place            text        not null,
    telehealth       boolean     not null,
    makeup_for       date,
    objective        text        not null,
    activity         text        not null,
    progress         text        not null,
    note             text        not null check (length(note) <= 4000),
    vehicle          text        not null,
    signed_by        text        not null,
    signed_at        timestamptz,
    cosigned_by      text        not null,
    cosigned_at      timestamptz,
    content_version  int         not null, -- the version in which what the provider attests last changed
    signed_version   int         not null, -- the version that the signature covers; 0 without one
    student_id       bigint,
    provider_id      bigint,
    credential       text,                 -- the provider's credential that the code was chosen by
    grid_row_id      bigint,
    order_id         bigint,
    procedure        text,
    modifiers        text,
    rate_cents       bigint      check (rate_cents > 0), -- per unit of the procedure on the date
    delivered        boolean     not null,
    billable         boolean     not null,
    value_cents      bigint      not null check (value_cents >= 0),
    check_run_id     bigint      not null,
    primary key (district_id, service_month, entry_id),
    check (service_month = date_trunc('month', service_date)::date),
    check (signed_version between 0 and version and content_version between 1 and version),
    check (not billable or (delivered and student_id is not null and provider_id is not null and procedure is not null
                          and modifiers is not null and credential is not null))
) partition by range (district_id, service_month);

create unique index entry_by_source_row on intake.entry (row_id, source, district_id, service_month);
create index entry_by_student on intake.entry (student_number, district_id, service_date);
create index entry_by_provider on intake.entry (provider_number, district_id, service_date);

create table intake.entry_default partition of intake.entry default;

-- What an entry said before a correction: the same columns as they were, and who changed them, when and why.
create table intake.entry_superseded (
    district_id     int         not null references ops.district,
    entry_id        bigint      not null,
    version         int         not null,
    content         jsonb       not null,
    superseded_at   timestamptz not null,
    superseded_by   text        not null,
    reason          text        not null check (reason <> ''),
    primary key (district_id, entry_id, version)
);

create table intake.finding (
    district_id       int     not null,
    service_month     date    not null,
    entry_id          bigint  not null,
    entry_version     int     not null,
    code              text    not null check (code ~ '^[A-Z]+_[A-Z]+$'),
    ordinal           int     not null,          -- tells findings of one code on one entry apart
    severity          text    not null check (severity in ('reject', 'not-billable', 'warn')),
    undelivers        boolean not null,          -- the session does not count toward the grid's minutes either
    field             text    not null,
    record_kind       text,                      -- the record that the check used: grid_row, service_order, consent, ...
    record_id         bigint,
    saw               text[]  not null,          -- the values that the message shows, in the message's order
    check_run_id      bigint  not null,
    cleared_run_id    bigint,                    -- the run that no longer found it; null while it stands
    primary key (district_id, service_month, entry_id, entry_version, code, ordinal, check_run_id)
) partition by range (district_id, service_month);

create index finding_standing on intake.finding (district_id, service_month, severity, code) where cleared_run_id is null;

create table intake.finding_default partition of intake.finding default;

-- A large district-month is loaded into tables of its own and then becomes a partition. The new tables have no indexes while
-- they are loaded: building an index afterwards costs a fifth of keeping it during the load.
create function intake.new_month_tables(district int, month date) returns text language plpgsql as $$
declare
    suffix text := district || '_' || to_char(month, 'YYYYMM');
begin
    execute format('create table intake.entry_%s (like intake.entry including defaults including constraints)', suffix);
    execute format('create table intake.finding_%s (like intake.finding including defaults including constraints)', suffix);
    return suffix;
end $$;

-- The check constraints repeat the partition's bounds in the very form that PostgreSQL gives them, so that attaching need not
-- read the rows again.
create function intake.attach_month_tables(district int, month date) returns void language plpgsql as $$
declare
    suffix text := district || '_' || to_char(month, 'YYYYMM');
    after_month date := (month + interval '1 month')::date;
    bounds text := format(
        '(district_id is not null) and (service_month is not null) '
        'and ((district_id > %1$s) or ((district_id = %1$s) and (service_month >= %2$L::date))) '
        'and ((district_id < %1$s) or ((district_id = %1$s) and (service_month < %3$L::date)))',
        district, month, after_month);
begin
    execute format('alter table intake.entry_%1$s add primary key (district_id, service_month, entry_id), '
        'add constraint bounds check (%2$s)', suffix, bounds);
    execute format('create unique index on intake.entry_%s (row_id, source, district_id, service_month)', suffix);
    execute format('create index on intake.entry_%s (student_number, district_id, service_date)', suffix);
    execute format('create index on intake.entry_%s (provider_number, district_id, service_date)', suffix);
    execute format('alter table intake.finding_%1$s '
        'add primary key (district_id, service_month, entry_id, entry_version, code, ordinal, check_run_id), '
        'add constraint bounds check (%2$s)', suffix, bounds);
    execute format('create index on intake.finding_%s (district_id, service_month, severity, code) where cleared_run_id is null', suffix);
    execute format('alter table intake.entry attach partition intake.entry_%1$s for values from (%2$s, %3$L) to (%2$s, %4$L)',
        suffix, district, month, after_month);
    execute format('alter table intake.finding attach partition intake.finding_%1$s for values from (%2$s, %3$L) to (%2$s, %4$L)',
        suffix, district, month, after_month);
    execute format('analyze intake.entry_%s (source, row_id, student_number, provider_number, service, service_date, delivered, billable)', suffix);
    execute format('analyze intake.finding_%s (severity, code, entry_id, cleared_run_id)', suffix);
end $$;
