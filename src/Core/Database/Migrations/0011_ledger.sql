-- A claim's way on: release, claims in its place, what payers answer and pay, the bank's lines, and the ledger over all of it.
-- Facts are only ever added. Where a claim, a line or an entry stands is read from them by the views below, so that answers
-- may come in any order and the same answer twice changes nothing.

-- A built file goes out when a person releases it, or never, when one withdraws it: then its sessions are ready again.
create table billing.claim_release (
    district_id  int         not null,
    claim_run_id bigint      not null,
    released_at  timestamptz not null,
    released_by  text        not null,
    primary key (district_id, claim_run_id),
    foreign key (district_id, claim_run_id) references billing.claim_run
);

create table billing.claim_withdrawal (
    district_id  int         not null,
    claim_run_id bigint      not null,
    withdrawn_at timestamptz not null,
    withdrawn_by text        not null,
    reason       text        not null check (reason <> ''),
    primary key (district_id, claim_run_id),
    foreign key (district_id, claim_run_id) references billing.claim_run
);

-- A replacement (7) or void (8) names the claim in whose place it stands, and the payer's number of it.
-- A void repeats the lines of what it voids and bills no session: its lines are no money of ours.
alter table billing.claim
    add column replaces_claim_id  bigint,
    add column payer_claim_number text, -- REF*F8
    add check ((frequency = '1') = (replaces_claim_id is null)),
    add check ((frequency = '1') = (payer_claim_number is null));
create index claim_by_replaced on billing.claim (district_id, replaces_claim_id) where replaces_claim_id is not null;

-- A run of nothing but voids bills no session.
alter table billing.claim_run drop constraint claim_run_check1;
alter table billing.claim_run add check (entries >= 0);

-- What a person decided about a claim that went out. Nothing is sent because of it before the next run is built and released.
--   replace: the next run bills its sessions as they are then, in its place (7)
--   void:    the next run takes it back (8)
--   again:   the payer never took it, or denied it: its sessions are ready again at once, for a new original (1)
create table billing.claim_decision (
    district_id       int         not null,
    claim_decision_id bigint      not null,
    claim_id          bigint      not null,
    kind              text        not null check (kind in ('replace', 'void', 'again')),
    reason            text        not null check (reason <> ''),
    decided_at        timestamptz not null,
    decided_by        text        not null,
    claim_run_id      bigint, -- the run that carried it out; null while it waits
    dropped_at        timestamptz, -- somebody thought better of it
    primary key (district_id, claim_decision_id),
    foreign key (district_id, claim_id) references billing.claim,
    check (claim_run_id is null or dropped_at is null)
);
create unique index one_decision_at_a_time on billing.claim_decision (district_id, claim_id)
    where claim_run_id is null and dropped_at is null and kind <> 'again';

-- Cents that will never come, by a person's word. A negative row takes it back.
create table billing.write_off (
    district_id  int         not null,
    write_off_id bigint      not null,
    claim_id     bigint      not null,
    line_number  int         not null,
    of_bucket    text        not null check (of_bucket in ('outstanding', 'denied')),
    cents        bigint      not null check (cents <> 0),
    reason       text        not null check (reason <> ''),
    written_at   timestamptz not null,
    written_by   text        not null,
    primary key (district_id, write_off_id),
    foreign key (district_id, claim_id, line_number) references billing.claim_line
);
create index write_off_by_line on billing.write_off (district_id, claim_id, line_number);

-- A file that a payer sent, whole or refused as a whole.
create table billing.response_file (
    district_id      int         not null,
    response_file_id bigint      not null,
    file_name        text        not null check (file_name <> ''),
    sha256           bytea       not null,
    received_at      timestamptz not null,
    received_by      text        not null,
    status           text        not null default 'received' check (status in ('received', 'posted', 'refused')),
    finished_at      timestamptz check ((status = 'received') = (finished_at is null)),
    refusal          jsonb check ((status = 'refused') = (refusal is not null)), -- code, offset, segment, words; no value of the file
    summary          jsonb, -- what a posted file came to
    primary key (district_id, response_file_id),
    unique (district_id, sha256),
    foreign key (district_id, sha256) references ops.stored_file
);

-- TA1, 999 and a batch's own status in a 277CA: what became of one of our files, or of one transaction in it.
create table billing.run_answer (
    district_id        int    not null,
    response_file_id   bigint not null,
    ordinal            int    not null check (ordinal >= 1), -- within the file
    segment            bigint not null,
    kind               text   not null check (kind in ('TA1', '999', '277CA')),
    sent_number        text   not null, -- ISA13, GS06 or BHT03 of ours, as the payer gave it back
    claim_run_id       bigint, -- null: we sent nothing of that number
    transaction_number int, -- null: the whole file
    verdict            text   not null check (verdict in ('accepted', 'with-errors', 'partly', 'rejected', 'unclear')),
    codes              text   not null, -- separated by blanks
    detail             jsonb  not null default '[]', -- where the faults are; no value of the file
    primary key (district_id, response_file_id, ordinal),
    foreign key (district_id, response_file_id) references billing.response_file
);
create index run_answer_by_run on billing.run_answer (district_id, claim_run_id);

-- 277CA: what became of one claim before anybody decided on it.
create table billing.claim_answer (
    district_id        int    not null,
    response_file_id   bigint not null,
    ordinal            int    not null check (ordinal >= 1), -- within the file
    segment            bigint not null,
    claim_number       text   not null, -- as the payer gave it back
    claim_id           bigint, -- null: unmatched
    matched_by         text check ((matched_by is null) = (claim_id is null)),
    verdict            text   not null check (verdict in ('accepted', 'rejected', 'forwarded', 'not-found', 'unclear')),
    payer_claim_number text   not null,
    codes              text   not null, -- category:status:entity, separated by blanks
    detail             jsonb  not null default '[]', -- statuses of its lines
    service_date       date,
    charge_cents       bigint,
    member_id          text   not null,
    primary key (district_id, response_file_id, ordinal),
    foreign key (district_id, response_file_id) references billing.response_file
);
create index claim_answer_by_claim on billing.claim_answer (district_id, claim_id);

-- 835: one payment, ST to SE. It stands here only if it balances.
create table billing.remittance (
    district_id             int         not null,
    remittance_id           bigint      not null,
    response_file_id        bigint      not null,
    segment                 bigint      not null,
    payer_name              text        not null,
    payer_trace             text        not null, -- TRN03
    trace_number            text        not null, -- TRN02: what the bank line carries
    handling                text        not null,
    method                  text        not null,
    paid_date               date        not null, -- BPR16, else DTM*405, else ISA09
    payee_id                text        not null,
    payment_cents           bigint      not null check (payment_cents >= 0),
    claims                  int         not null,
    lines                   int         not null,
    charge_cents            bigint      not null,
    adjusted_cents          bigint      not null,
    paid_cents              bigint      not null, -- of all claims
    provider_adjusted_cents bigint      not null, -- PLB; positive makes the payment smaller
    content_hash            bytea       not null check (octet_length(content_hash) = 32), -- of what it says, without envelope
    posted_at               timestamptz not null,
    primary key (district_id, remittance_id),
    unique (district_id, payer_trace, trace_number, paid_date, payment_cents), -- the same payment in another file is the same payment
    foreign key (district_id, response_file_id) references billing.response_file,
    check (charge_cents - adjusted_cents = paid_cents),
    check (paid_cents - provider_adjusted_cents = payment_cents)
);

create table billing.remit_claim (
    district_id        int    not null,
    remittance_id      bigint not null,
    claim_ordinal      int    not null check (claim_ordinal >= 1),
    segment            bigint not null,
    claim_number       text   not null, -- CLP01
    status             text   not null, -- CLP02
    charge_cents       bigint not null,
    paid_cents         bigint not null,
    patient_cents      bigint not null,
    adjusted_cents     bigint not null, -- of the claim itself, without its lines
    payer_claim_number text   not null, -- CLP07
    member_id          text   not null,
    forwarded_to       text   not null, -- NM1*TT
    remarks            text   not null, -- of the claim, separated by blanks
    primary key (district_id, remittance_id, claim_ordinal)
);
create index remit_claim_by_payer_number on billing.remit_claim (district_id, payer_claim_number);

create table billing.remit_line (
    district_id         int    not null,
    remittance_id       bigint not null,
    claim_ordinal       int    not null,
    line_ordinal        int    not null check (line_ordinal >= 1),
    segment             bigint not null,
    line_control_number text   not null, -- REF*6R; empty where it is not given back
    service_date        date,
    procedure           text   not null, -- as we sent it (SVC06 where the payer judged another)
    modifiers           text   not null,
    charge_cents        bigint not null,
    paid_cents          bigint not null,
    adjusted_cents      bigint not null,
    remarks             text   not null, -- separated by blanks
    primary key (district_id, remittance_id, claim_ordinal, line_ordinal),
    check (charge_cents - adjusted_cents = paid_cents)
);

create table billing.remit_adjustment (
    district_id    int    not null,
    remittance_id  bigint not null,
    claim_ordinal  int    not null,
    line_ordinal   int    not null, -- 0: of the claim as a whole
    ordinal        int    not null check (ordinal >= 1),
    adjustment_group text not null, -- CO, OA, PI, PR
    reason         text   not null, -- CARC
    cents          bigint not null,
    primary key (district_id, remittance_id, claim_ordinal, line_ordinal, ordinal)
);

-- PLB: money that no claim of the payment moves.
create table billing.provider_adjustment (
    district_id   int    not null,
    remittance_id bigint not null,
    ordinal       int    not null check (ordinal >= 1),
    reason        text   not null,
    reference     text   not null,
    cents         bigint not null, -- positive makes the payment smaller
    claim_id      bigint, -- where the reference names one of ours
    primary key (district_id, remittance_id, ordinal),
    foreign key (district_id, remittance_id) references billing.remittance
);

-- What adjustment reasons mean to us; filled from the program's own table of codes.
create table billing.adjustment_reason (
    reason      text primary key,
    kind        text    not null,
    recoverable boolean not null
);

-- What of a remittance belongs to which of our lines. What is not here waits for a person (billing.unmatched_remit).
create table billing.line_posting (
    district_id    int    not null,
    remittance_id  bigint not null,
    claim_ordinal  int    not null,
    line_ordinal   int    not null, -- 0: the claim came without lines, and this is the line's part of it
    claim_id       bigint not null,
    line_number    int    not null,
    charge_cents   bigint not null,
    paid_cents     bigint not null,
    adjusted_cents bigint not null, -- agreed reductions, other payers' parts
    denied_cents   bigint not null, -- what the payer would not pay
    matched_by     text   not null check (matched_by in ('line-number', 'claim-number', 'payer-number', 'member', 'person')),
    primary key (district_id, remittance_id, claim_ordinal, line_ordinal, claim_id, line_number),
    check (charge_cents = paid_cents + adjusted_cents + denied_cents)
);
create index line_posting_by_line on billing.line_posting (district_id, claim_id, line_number);

-- What a person decided about an answer that matches nothing by itself.
create table billing.unmatched_decision (
    district_id   int         not null,
    remittance_id bigint      not null,
    claim_ordinal int         not null,
    line_ordinal  int         not null, -- 0: the claim as a whole
    kind          text        not null check (kind in ('assigned', 'not-ours')),
    reason        text        not null check (reason <> ''),
    decided_at    timestamptz not null,
    decided_by    text        not null,
    primary key (district_id, remittance_id, claim_ordinal, line_ordinal)
);

-- The bank's side: lines that finance enters or imports, and the remittance that each one pays.
create table billing.bank_line (
    district_id  int         not null,
    bank_line_id bigint      not null,
    banked_on    date        not null,
    cents        bigint      not null check (cents <> 0),
    trace_number text        not null, -- empty where the bank gives none
    description  text        not null,
    ordinal      int         not null check (ordinal >= 1), -- among lines that are otherwise the same
    entered_at   timestamptz not null,
    entered_by   text        not null,
    primary key (district_id, bank_line_id),
    unique (district_id, banked_on, cents, trace_number, description, ordinal)
);

create table billing.deposit (
    district_id   int         not null,
    remittance_id bigint      not null,
    bank_line_id  bigint      not null,
    matched_by    text        not null check (matched_by in ('trace', 'person')),
    matched_at    timestamptz not null,
    matched_who   text        not null,
    primary key (district_id, remittance_id),
    foreign key (district_id, remittance_id) references billing.remittance,
    foreign key (district_id, bank_line_id) references billing.bank_line
);
create index deposit_by_bank_line on billing.deposit (district_id, bank_line_id);

-- Where a claim stands. What was decided about money outweighs every acknowledgement; of two acknowledgements the graver one holds,
-- since a clearinghouse takes what the payer then rejects.
create view billing.claim_standing as
select c.district_id, c.claim_id, c.claim_number, c.claim_run_id, c.transaction_number, c.frequency, c.charge_cents, c.student_id,
       c.replaces_claim_id, r.payer, r.service_month, r.file_name, f.released_at,
       case
           when exists (select from billing.claim_withdrawal w
                        where w.district_id = c.district_id and w.claim_run_id = c.claim_run_id) then 'withdrawn'
           when exists (select from billing.line_posting p
                        where p.district_id = c.district_id and p.claim_id = c.claim_id) then 'decided'
           when a.rejected or exists (
               select from billing.run_answer x
               where x.district_id = c.district_id and x.claim_run_id = c.claim_run_id and x.verdict = 'rejected'
                 and (x.transaction_number is null or x.transaction_number = c.transaction_number)) then 'rejected'
           when a.accepted then 'accepted'
           when f.claim_run_id is not null then 'released'
           else 'built'
       end as stage,
       a.payer_claim_number as acknowledged_number
from billing.claim c
join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
left join billing.claim_release f on f.district_id = c.district_id and f.claim_run_id = c.claim_run_id
left join lateral (
    select bool_or(a.verdict = 'rejected') as rejected,
           bool_or(a.verdict in ('accepted', 'forwarded')) as accepted,
           max(nullif(a.payer_claim_number, '')) as payer_claim_number
    from billing.claim_answer a
    where a.district_id = c.district_id and a.claim_id = c.claim_id) a on true;

-- Every line that bills sessions: charge = paid + adjusted + denied + written off + outstanding. Voids bill none.
create view billing.line_standing as
select l.district_id, l.claim_id, l.line_number, c.claim_number || lpad(l.line_number::text, 2, '0') as line_control_number,
       l.service_date, l.procedure, l.modifiers, l.charge_cents, c.claim_run_id, c.stage, c.payer, c.service_month,
       p.postings, p.paid_cents, p.adjusted_cents, p.denied_cents - w.denied_cents as denied_cents,
       w.denied_cents + w.outstanding_cents as written_off_cents,
       l.charge_cents - p.charge_cents - w.outstanding_cents as outstanding_cents
from billing.claim_line l
join billing.claim_standing c on c.district_id = l.district_id and c.claim_id = l.claim_id and c.frequency <> '8'
left join lateral (
    select count(*)::int as postings, coalesce(sum(p.charge_cents), 0)::bigint as charge_cents, coalesce(sum(p.paid_cents), 0)::bigint as paid_cents,
           coalesce(sum(p.adjusted_cents), 0)::bigint as adjusted_cents, coalesce(sum(p.denied_cents), 0)::bigint as denied_cents
    from billing.line_posting p
    where p.district_id = l.district_id and p.claim_id = l.claim_id and p.line_number = l.line_number) p on true
left join lateral (
    select coalesce(sum(w.cents) filter (where w.of_bucket = 'denied'), 0)::bigint as denied_cents,
           coalesce(sum(w.cents) filter (where w.of_bucket = 'outstanding'), 0)::bigint as outstanding_cents
    from billing.write_off w
    where w.district_id = l.district_id and w.claim_id = l.claim_id and w.line_number = l.line_number) w on true;

-- Which sessions of a line each of its cents belongs to: a line's cents are cut at the same places as its charge, so the parts add up.
create view billing.billed_share as
select x.district_id, x.service_month, x.entry_id, x.entry_version, x.claim_id, x.line_number, x.charge_cents, x.live,
       sum(x.charge_cents) over line as upto_cents, -- of the line's charge, this session's among them
       sum(x.charge_cents) over (partition by x.district_id, x.service_month, x.claim_id, x.line_number) as line_cents
from billing.claim_line_entry x
window line as (partition by x.district_id, x.service_month, x.claim_id, x.line_number order by x.entry_id);

-- The ledger: every cent of every entry in one bucket. An entry on a live line counts with its share of the line, any other with what
-- it brings or would bring; a share of a line in whose place another claim stands is "replaced".
-- Ask for district_id and service_month, always.
create view billing.ledger as
select s.district_id, s.service_month, s.entry_id, b.bucket, b.cents, s.claim_id, s.line_number
from billing.billed_share s
join billing.line_standing l on l.district_id = s.district_id and l.claim_id = s.claim_id and l.line_number = s.line_number
cross join lateral (values
    ('paid', l.paid_cents),
    ('adjusted', l.adjusted_cents),
    ('denied', l.denied_cents),
    ('written-off', l.written_off_cents),
    (case when l.stage = 'rejected' then 'rejected' when l.stage in ('accepted', 'decided') then 'accepted' else 'batched' end, l.outstanding_cents)
) line (bucket, cents)
cross join lateral (
    select line.bucket,
           (line.cents * s.upto_cents / s.line_cents)::bigint - (line.cents * (s.upto_cents - s.charge_cents) / s.line_cents)::bigint as cents) b
where s.live and s.line_cents > 0 and b.cents <> 0
union all
select s.district_id, s.service_month, s.entry_id, 'replaced', s.charge_cents, s.claim_id, s.line_number
from billing.claim_line_entry s
where not s.live
  and not exists (
    select from billing.claim c
    join billing.claim_withdrawal w on w.district_id = c.district_id and w.claim_run_id = c.claim_run_id
    where c.district_id = s.district_id and c.claim_id = s.claim_id)
union all
select e.district_id, e.service_month, e.entry_id, case e.standing when 'billable' then 'ready' else e.standing end, e.value_cents, null, null
from intake.entry_standing e
where not exists (
    select from billing.claim_line_entry x
    where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live);

-- What of a remittance is on none of our lines: a claim without lines, or one of its lines. Nothing is guessed; a person decides.
create view billing.unmatched_remit as
select c.district_id, c.remittance_id, c.claim_ordinal, coalesce(l.line_ordinal, 0) as line_ordinal, c.claim_number,
       coalesce(l.line_control_number, '') as line_control_number, c.status, c.payer_claim_number, l.service_date,
       coalesce(l.procedure, '') as procedure, coalesce(l.modifiers, '') as modifiers, coalesce(l.charge_cents, c.charge_cents) as charge_cents,
       coalesce(l.paid_cents, c.paid_cents) as paid_cents, d.kind as decided
from billing.remit_claim c
left join billing.remit_line l
  on l.district_id = c.district_id and l.remittance_id = c.remittance_id and l.claim_ordinal = c.claim_ordinal
left join billing.unmatched_decision d
  on d.district_id = c.district_id and d.remittance_id = c.remittance_id and d.claim_ordinal = c.claim_ordinal
 and d.line_ordinal = coalesce(l.line_ordinal, 0)
where not exists (
    select from billing.line_posting p
    where p.district_id = c.district_id and p.remittance_id = c.remittance_id and p.claim_ordinal = c.claim_ordinal
      and p.line_ordinal = coalesce(l.line_ordinal, 0));

-- Sessions that a payer sent back: rejected before or denied at payment, not written off, and not on their way again.
create view billing.returned_entry as
select s.district_id, s.service_month, s.entry_id, s.claim_id, s.line_number,
       case l.stage when 'rejected' then 'acknowledgement' else 'remittance' end as stage,
       case l.stage when 'rejected' then s.charge_cents
            else (l.denied_cents * s.upto_cents / s.line_cents)::bigint
                 - (l.denied_cents * (s.upto_cents - s.charge_cents) / s.line_cents)::bigint end as cents
from billing.billed_share s
join billing.line_standing l on l.district_id = s.district_id and l.claim_id = s.claim_id and l.line_number = s.line_number
where s.live and s.line_cents > 0 and (l.stage = 'rejected' or l.denied_cents > 0)
  and not exists (
    select from billing.claim_decision d
    where d.district_id = s.district_id and d.claim_id = s.claim_id and d.claim_run_id is null and d.dropped_at is null);
