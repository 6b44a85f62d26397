-- Sessions that a payer sent back, asked for by a clerk's page: from the few claims of which it said so to their sessions, not through
-- the whole month's ledger. Ask for district_id and service_month, or for district_id and claim_id.

create index denied_posting on billing.line_posting (district_id, claim_id) where denied_cents <> 0;
create index rejected_claim on billing.claim_answer (district_id, claim_id) where verdict = 'rejected';

create or replace view billing.returned_entry as
select c.district_id, r.service_month, g.entry_id, c.claim_id, g.line_number,
       case g.bucket when 'rejected' then 'acknowledgement' else 'remittance' end as stage, g.cents
from billing.claim_run r
join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
cross join lateral (
    select g.entry_id, g.line_number, g.bucket, g.cents
    from billing.ledger g
    where g.district_id = c.district_id and g.service_month = r.service_month and g.claim_id = c.claim_id
      and g.bucket in ('rejected', 'denied') and g.cents > 0
    offset 0) g -- claim by claim
where (exists (
         select from billing.line_posting p
         where p.district_id = c.district_id and p.claim_id = c.claim_id and p.denied_cents <> 0)
       or exists (
         select from billing.claim_answer a
         where a.district_id = c.district_id and a.claim_id = c.claim_id and a.verdict = 'rejected')
       or exists (
         select from billing.run_answer x
         where x.district_id = c.district_id and x.claim_run_id = c.claim_run_id and x.verdict = 'rejected'
           and (x.transaction_number is null or x.transaction_number = c.transaction_number)))
  and not exists (
    select from billing.claim_decision d
    where d.district_id = c.district_id and d.claim_id = c.claim_id and d.claim_run_id is null and d.dropped_at is null);
