-- Reversals: whose number of a claim holds, and what a line comes to when a payer takes back in other words than it decided in.

-- As in 0017; but a reversal may bear a number of its own, which is not the claim's: an answer that decided comes first.
create or replace function billing.payer_number_of(district int, claim bigint) returns text language sql stable as $$
    with recursive chain as (
        select c.claim_id, c.replaces_claim_id, 1 as step
        from billing.claim c
        where c.district_id = district and c.claim_id = claim
        union all
        select c.claim_id, c.replaces_claim_id, chain.step + 1
        from chain
        join billing.claim c on c.district_id = district and c.claim_id = chain.replaces_claim_id)
    select n.payer_claim_number
    from chain
    join billing.claim_standing s on s.district_id = district and s.claim_id = chain.claim_id and s.stage in ('accepted', 'decided')
    cross join lateral (
        select coalesce(
            (select r.payer_claim_number
             from billing.line_posting p
             join billing.remit_claim r
               on r.district_id = p.district_id and r.remittance_id = p.remittance_id and r.claim_ordinal = p.claim_ordinal
             where p.district_id = district and p.claim_id = chain.claim_id and r.payer_claim_number <> ''
             order by r.status = '22', r.remittance_id desc, r.claim_ordinal desc
             limit 1),
            (select a.payer_claim_number
             from billing.claim_answer a
             where a.district_id = district and a.claim_id = chain.claim_id and a.verdict in ('accepted', 'forwarded') and a.payer_claim_number <> ''
             order by a.response_file_id desc, a.ordinal desc
             limit 1)) as payer_claim_number) n
    where n.payer_claim_number is not null
    order by chain.step
    limit 1
$$;

-- As in 0013; but adjusted and denied are told apart over all that was said of a line: where a payer denied under one reason and takes
-- that back under another, the two meet, and neither is left below nothing.
create or replace view billing.line_standing as
select l.district_id, l.claim_id, l.line_number, c.claim_number || lpad(l.line_number::text, 2, '0') as line_control_number,
       l.service_date, l.procedure, l.modifiers, l.charge_cents, c.claim_run_id, c.stage, c.payer, c.service_month,
       p.postings, p.paid_cents, p.adjusted_cents + n.cents as adjusted_cents, p.denied_cents - n.cents - coalesce(w.denied_cents, 0) as denied_cents,
       coalesce(w.denied_cents + w.outstanding_cents, 0) as written_off_cents,
       l.charge_cents - p.charge_cents - coalesce(w.outstanding_cents, 0) as outstanding_cents
from billing.claim_line l
join billing.claim_standing c on c.district_id = l.district_id and c.claim_id = l.claim_id and c.frequency <> '8'
left join lateral (
    select count(*)::int as postings, coalesce(sum(p.charge_cents), 0)::bigint as charge_cents, coalesce(sum(p.paid_cents), 0)::bigint as paid_cents,
           coalesce(sum(p.adjusted_cents), 0)::bigint as adjusted_cents, coalesce(sum(p.denied_cents), 0)::bigint as denied_cents
    from billing.line_posting p
    where p.district_id = l.district_id and p.claim_id = l.claim_id and p.line_number = l.line_number) p on true
cross join lateral (
    select case when p.denied_cents > 0 and p.adjusted_cents < 0 then least(p.denied_cents, -p.adjusted_cents)
                when p.denied_cents < 0 and p.adjusted_cents > 0 then -least(-p.denied_cents, p.adjusted_cents)
                else 0 end as cents) n
left join (
    select w.district_id, w.claim_id, w.line_number, coalesce(sum(w.cents) filter (where w.of_bucket = 'denied'), 0)::bigint as denied_cents,
           coalesce(sum(w.cents) filter (where w.of_bucket = 'outstanding'), 0)::bigint as outstanding_cents
    from billing.write_off w
    group by w.district_id, w.claim_id, w.line_number) w
  on w.district_id = l.district_id and w.claim_id = l.claim_id and w.line_number = l.line_number;
