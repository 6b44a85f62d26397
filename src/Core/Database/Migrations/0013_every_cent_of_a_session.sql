-- The ledger's views again, so that a session's own cents add up too, and for large months.
-- 0011 cut each bucket of a line by itself: the line's cents added up, a session's could be a cent off. Now a line's buckets are laid
-- end to end (paid, adjusted, denied, written off, outstanding), its sessions too, and a session's part of a bucket is the difference
-- of four cuts: both ways add up. A part that is truly less than a cent may come out as one cent less than nothing.

create index replaced_entry_by_month on billing.claim_line_entry (district_id, service_month) where not live;

drop view billing.returned_entry;
drop view billing.ledger;
drop view billing.billed_share;

-- Every line that bills sessions: charge = paid + adjusted + denied + written off + outstanding. Voids bill none.
-- Postings are looked up by line, whether a month or one line is asked for; write-offs are few, and summed as a whole.
create or replace view billing.line_standing as
select l.district_id, l.claim_id, l.line_number, c.claim_number || lpad(l.line_number::text, 2, '0') as line_control_number,
       l.service_date, l.procedure, l.modifiers, l.charge_cents, c.claim_run_id, c.stage, c.payer, c.service_month,
       p.postings, p.paid_cents, p.adjusted_cents, p.denied_cents - coalesce(w.denied_cents, 0) as denied_cents,
       coalesce(w.denied_cents + w.outstanding_cents, 0) as written_off_cents,
       l.charge_cents - p.charge_cents - coalesce(w.outstanding_cents, 0) as outstanding_cents
from billing.claim_line l
join billing.claim_standing c on c.district_id = l.district_id and c.claim_id = l.claim_id and c.frequency <> '8'
left join lateral (
    select count(*)::int as postings, coalesce(sum(p.charge_cents), 0)::bigint as charge_cents, coalesce(sum(p.paid_cents), 0)::bigint as paid_cents,
           coalesce(sum(p.adjusted_cents), 0)::bigint as adjusted_cents, coalesce(sum(p.denied_cents), 0)::bigint as denied_cents
    from billing.line_posting p
    where p.district_id = l.district_id and p.claim_id = l.claim_id and p.line_number = l.line_number) p on true
left join (
    select w.district_id, w.claim_id, w.line_number, coalesce(sum(w.cents) filter (where w.of_bucket = 'denied'), 0)::bigint as denied_cents,
           coalesce(sum(w.cents) filter (where w.of_bucket = 'outstanding'), 0)::bigint as outstanding_cents
    from billing.write_off w
    group by w.district_id, w.claim_id, w.line_number) w
  on w.district_id = l.district_id and w.claim_id = l.claim_id and w.line_number = l.line_number;

-- Where each session's share of its line's charge begins and ends. A line's sessions are all live or none is.
create view billing.billed_share as
select x.district_id, x.service_month, x.entry_id, x.entry_version, x.claim_id, x.line_number, x.charge_cents, x.live,
       (sum(x.charge_cents) over line)::bigint - x.charge_cents as from_cents,
       (sum(x.charge_cents) over line)::bigint as upto_cents
from billing.claim_line_entry x
window line as (partition by x.district_id, x.service_month, x.claim_id, x.line_number, x.live order by x.entry_id);

-- The ledger: every cent of every entry in one bucket. An entry on a live line counts with its share of the line, any other with what
-- it brings or would bring; a share of a line in whose place another claim stands is "replaced", beside what the entry counts now.
-- A session that brings no cent of its line stands where the line's outstanding cents do.
-- Ask for district_id and service_month, always; or for district_id and claim_id.
create view billing.ledger as
select s.district_id, s.service_month, s.entry_id, b.bucket, c.cents, s.claim_id, s.line_number
from billing.billed_share s
join billing.line_standing l
  on l.district_id = s.district_id and l.claim_id = s.claim_id and l.line_number = s.line_number and l.service_month = s.service_month
cross join lateral (values
    ('paid', false, 0, l.paid_cents),
    ('adjusted', false, l.paid_cents, l.paid_cents + l.adjusted_cents),
    ('denied', false, l.paid_cents + l.adjusted_cents, l.paid_cents + l.adjusted_cents + l.denied_cents),
    ('written-off', false, l.paid_cents + l.adjusted_cents + l.denied_cents, l.charge_cents - l.outstanding_cents),
    (case l.stage when 'rejected' then 'rejected' when 'accepted' then 'accepted' when 'decided' then 'accepted' else 'batched' end,
     true, l.charge_cents - l.outstanding_cents, l.charge_cents)
) b (bucket, is_open, from_cents, upto_cents)
cross join lateral (
    select b.upto_cents * s.upto_cents / l.charge_cents - b.upto_cents * s.from_cents / l.charge_cents
           - b.from_cents * s.upto_cents / l.charge_cents + b.from_cents * s.from_cents / l.charge_cents as cents) c
where s.live and (b.from_cents <> b.upto_cents and c.cents <> 0 or b.is_open and s.charge_cents = 0)
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

-- Sessions that a payer sent back: rejected before or denied at payment, not written off, and not on their way again.
create view billing.returned_entry as
select g.district_id, g.service_month, g.entry_id, g.claim_id, g.line_number,
       case g.bucket when 'rejected' then 'acknowledgement' else 'remittance' end as stage, g.cents
from billing.ledger g
where g.bucket in ('rejected', 'denied') and g.claim_id is not null and g.cents > 0
  and not exists (
    select from billing.claim_decision d
    where d.district_id = g.district_id and d.claim_id = g.claim_id and d.claim_run_id is null and d.dropped_at is null);

-- What payers said of claims and lines that they sent back, code by code: source is CARC (CO-16), RARC (N290), 277CA (A7:562:85),
-- 999 or TA1. Without a line number it is said of the whole claim. An adjustment that a later payment took back is not there.
create view billing.payer_code as
select p.district_id, p.claim_id, p.line_number, 'remittance' as stage, 'CARC' as source, a.adjustment_group || '-' || a.reason as code,
       sum(a.cents)::bigint as cents
from (select distinct district_id, remittance_id, claim_ordinal, line_ordinal, claim_id, line_number from billing.line_posting) p
join billing.remit_adjustment a
  on a.district_id = p.district_id and a.remittance_id = p.remittance_id and a.claim_ordinal = p.claim_ordinal and a.line_ordinal in (0, p.line_ordinal)
group by p.district_id, p.claim_id, p.line_number, a.adjustment_group, a.reason
having sum(a.cents) <> 0
union
select p.district_id, p.claim_id, p.line_number, 'remittance', 'RARC', r.code, null
from billing.line_posting p
join billing.remit_claim c on c.district_id = p.district_id and c.remittance_id = p.remittance_id and c.claim_ordinal = p.claim_ordinal
left join billing.remit_line l
  on l.district_id = p.district_id and l.remittance_id = p.remittance_id and l.claim_ordinal = p.claim_ordinal and l.line_ordinal = p.line_ordinal
cross join lateral string_to_table(c.remarks || ' ' || coalesce(l.remarks, ''), ' ') r (code)
where r.code <> ''
union
select a.district_id, a.claim_id, null, 'acknowledgement', '277CA', r.code, null
from billing.claim_answer a
cross join lateral string_to_table(a.codes, ' ') r (code)
where a.verdict = 'rejected' and r.code <> ''
union
select c.district_id, c.claim_id, null, 'acknowledgement', a.kind, r.code, null
from billing.run_answer a
join billing.claim c
  on c.district_id = a.district_id and c.claim_run_id = a.claim_run_id
 and (a.transaction_number is null or a.transaction_number = c.transaction_number)
cross join lateral string_to_table(a.codes, ' ') r (code)
where a.verdict = 'rejected' and r.code <> '';
