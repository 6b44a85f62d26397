-- Signatures given here, by the person, with the password. What a file says of signatures stays in the entry's columns as the vendor's
-- claim; an entry version tells the two apart. Signing makes a version of its own, so every signature and what it covers stays readable.

alter table intake.entry
    add column signed_here boolean not null default false,
    add column cosigned_here boolean not null default false;

-- The words that people signed: each new wording takes the district's next number and stays.
create table intake.signing_statement (
    district_id        int  not null references ops.district,
    statement_version  int  not null check (statement_version >= 1),
    statement          text not null check (statement <> ''),
    primary key (district_id, statement_version),
    unique (district_id, statement)
);

create table intake.signature (
    district_id        int         not null references ops.district,
    entry_id           bigint      not null,
    entry_version      int         not null check (entry_version >= 2), -- the version that the signature made
    kind               text        not null check (kind in ('signed', 'cosigned')),
    provider_id        bigint      not null,
    user_id            uuid        not null,
    statement_version  int         not null,
    printed_name       text        not null check (printed_name <> ''),
    credential         text        not null, -- on the day of the session; empty: none was in force
    license_number     text        not null, -- of that credential; may be empty
    signed_at          timestamptz not null,
    content_hash       bytea       not null check (octet_length(content_hash) = 32), -- of all that the provider attests
    primary key (district_id, entry_id, entry_version),
    foreign key (district_id, statement_version) references intake.signing_statement,
    foreign key (district_id, provider_id) references intake.provider,
    foreign key (district_id, user_id) references ops.user_account
);

create trigger signing_statement_append_only before update or delete on intake.signing_statement
    for each row execute function ops.refuse_change();
create trigger signing_statement_no_truncate before truncate on intake.signing_statement
    for each statement execute function ops.refuse_change();
create trigger signature_append_only before update or delete on intake.signature
    for each row execute function ops.refuse_change();
create trigger signature_no_truncate before truncate on intake.signature
    for each statement execute function ops.refuse_change();

-- Published: the signatures given here that hold, for the session log. One that a later version's content or signature outlived is not here.
create view intake.signature_of_log as
select e.district_id, e.service_month, e.entry_id, s.entry_version, s.kind, s.provider_id, s.printed_name, s.credential, s.license_number,
       s.signed_at, s.content_hash, t.statement
from intake.entry e
join intake.signature s on s.district_id = e.district_id and s.entry_id = e.entry_id
join intake.signing_statement t on t.district_id = s.district_id and t.statement_version = s.statement_version
where (s.kind = 'signed' and e.signed_here and s.entry_version = e.signed_version)
   or (s.kind = 'cosigned' and e.cosigned_here and s.entry_version = (
        select max(l.entry_version) from intake.signature l
        where l.district_id = e.district_id and l.entry_id = e.entry_id and l.kind = 'cosigned'));
