-- What payers said of claims and lines that they sent back, code by code, as before (0013); read from the rows that say it, so that those of
-- one claim, or of a month's claims, are found without looking at every remittance that ever came. Ask for district_id and claim_id, always.
-- A 999 speaks of the group (AK9), the transaction (IK5), a segment (IK3) and its elements (IK4), each in codes of its own; a fault that
-- names a claim is that claim's.

create index remit_claim_adjusted on billing.remit_claim (district_id, remittance_id, claim_ordinal) where adjustments <> '' or remarks <> '';

create or replace view billing.payer_code as
with said as not materialized (
    select l.district_id, l.posted_claim_id as claim_id, l.posted_line_number as line_number, l.adjustments, l.remarks
    from billing.remit_line l
    where l.posted_claim_id is not null and (l.adjustments <> '' or l.remarks <> '')
    union all
    select p.district_id, p.claim_id, p.line_number, c.adjustments, c.remarks -- of the claim as a whole, beside each of its lines
    from billing.line_posting p
    join billing.remit_claim c
      on c.district_id = p.district_id and c.remittance_id = p.remittance_id and c.claim_ordinal = p.claim_ordinal
    where c.adjustments <> '' or c.remarks <> '')
select s.district_id, s.claim_id, s.line_number, 'remittance' as stage, 'CARC' as source, split_part(a.said, ':', 1) as code,
       sum(split_part(a.said, ':', 2)::bigint)::bigint as cents
from said s
cross join lateral string_to_table(s.adjustments, ' ') a (said)
where a.said <> ''
group by s.district_id, s.claim_id, s.line_number, split_part(a.said, ':', 1)
having sum(split_part(a.said, ':', 2)::bigint) <> 0
union all
select distinct s.district_id, s.claim_id, s.line_number, 'remittance', 'RARC', r.code, null::bigint
from said s
cross join lateral string_to_table(s.remarks, ' ') r (code)
where r.code <> ''
union all
select distinct a.district_id, a.claim_id, null::int, 'acknowledgement', '277CA', r.code, null::bigint
from billing.claim_answer a
cross join lateral string_to_table(a.codes, ' ') r (code)
where a.verdict = 'rejected' and a.claim_id is not null and r.code <> ''
union all
select distinct c.district_id, c.claim_id, null::int, 'acknowledgement', r.source, r.code, null::bigint
from billing.run_answer a
join billing.claim c
  on c.district_id = a.district_id and c.claim_run_id = a.claim_run_id
 and (a.transaction_number is null or a.transaction_number = c.transaction_number)
cross join lateral (
    select case when a.kind <> '999' then a.kind when a.transaction_number is null then 'AK9' else 'IK5' end as source, w.code
    from string_to_table(a.codes, ' ') w (code)
    union all
    select k.source, k.code
    from jsonb_array_elements(a.detail) f (fault)
    cross join lateral (
        select 'IK3' as source, (f.fault ->> 'segment') || '-' || (f.fault ->> 'code') as code -- HI-8
        union all
        select 'IK4', (f.fault ->> 'segment') || lpad(e.element ->> 'element', 2, '0') || '-' || (e.element ->> 'code') -- HI01-7
        from jsonb_array_elements(f.fault -> 'elements') e (element)) k
    where a.kind = '999' and a.transaction_number is not null and coalesce(f.fault ->> 'claim', c.claim_number) = c.claim_number) r
where a.verdict = 'rejected' and r.code <> '';
