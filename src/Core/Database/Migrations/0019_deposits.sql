-- A remittance that a person took from a bank line again: what is matched by itself does not tie those two once more.
create table billing.deposit_undone (
    district_id   int         not null,
    remittance_id bigint      not null,
    bank_line_id  bigint      not null,
    undone_at     timestamptz not null,
    undone_by     text        not null,
    reason        text        not null check (reason <> ''),
    primary key (district_id, remittance_id, bank_line_id, undone_at),
    foreign key (district_id, remittance_id) references billing.remittance,
    foreign key (district_id, bank_line_id) references billing.bank_line
);

-- What bank and payer say of the same payment, each in its own hand: blanks, case and leading zeros do not tell trace numbers apart.
create function billing.trace_key(trace_number text) returns text
    language sql immutable parallel safe
    return ltrim(upper(regexp_replace(trace_number, '[^0-9A-Za-z]', '', 'g')), '0');
