-- Posting: what the ledger's tables (0011) need so that matching stays as quick as the file that is posted.

-- Parts of remittances that are on none of our lines: the queue for a person. Written by whoever writes line_posting, in the same
-- transaction. Finding them by their absence there would read every remittance that ever came, for each page and each file.
create table billing.unmatched_line (
    district_id   int    not null,
    remittance_id bigint not null,
    claim_ordinal int    not null,
    line_ordinal  int    not null, -- 0: the claim came without lines
    primary key (district_id, remittance_id, claim_ordinal, line_ordinal)
);

create or replace view billing.unmatched_remit as
select u.district_id, u.remittance_id, u.claim_ordinal, u.line_ordinal, c.claim_number,
       coalesce(l.line_control_number, '') as line_control_number, c.status, c.payer_claim_number, l.service_date,
       coalesce(l.procedure, '') as procedure, coalesce(l.modifiers, '') as modifiers, coalesce(l.charge_cents, c.charge_cents) as charge_cents,
       coalesce(l.paid_cents, c.paid_cents) as paid_cents, d.kind as decided
from billing.unmatched_line u
join billing.remit_claim c
  on c.district_id = u.district_id and c.remittance_id = u.remittance_id and c.claim_ordinal = u.claim_ordinal
left join billing.remit_line l
  on l.district_id = u.district_id and l.remittance_id = u.remittance_id and l.claim_ordinal = u.claim_ordinal and l.line_ordinal = u.line_ordinal
left join billing.unmatched_decision d
  on d.district_id = u.district_id and d.remittance_id = u.remittance_id and d.claim_ordinal = u.claim_ordinal and d.line_ordinal = u.line_ordinal;

-- Which of our claims a payer calls by which number: by answers that named the claim itself, or a person did.
-- What was only inferred (by payer number, by member) teaches nothing, so that the order of answers does not matter.
create view billing.payer_claim_number as
select a.district_id, a.payer_claim_number, a.claim_id
from billing.claim_answer a
where a.matched_by = 'claim-number' and a.payer_claim_number <> ''
union
select c.district_id, c.payer_claim_number, p.claim_id
from billing.remit_claim c
join billing.line_posting p
  on p.district_id = c.district_id and p.remittance_id = c.remittance_id and p.claim_ordinal = c.claim_ordinal
where c.payer_claim_number <> '' and p.matched_by in ('line-number', 'claim-number', 'person');

create index claim_by_member on billing.claim (district_id, medicaid_id);
create index run_answer_by_number on billing.run_answer (district_id, sent_number);
create index claim_answer_by_number on billing.claim_answer (district_id, claim_number);
create index claim_answer_by_payer_number on billing.claim_answer (district_id, payer_claim_number) where payer_claim_number <> '';
create index claim_answer_inferred on billing.claim_answer (district_id, response_file_id) where matched_by is distinct from 'claim-number';
create index inferred_posting on billing.line_posting (district_id, remittance_id, claim_ordinal) where matched_by in ('payer-number', 'member');
create index response_file_waiting on billing.response_file (district_id, received_at) where status = 'received';
