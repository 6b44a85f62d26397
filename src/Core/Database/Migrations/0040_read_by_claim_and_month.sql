-- What is read of one claim reads that claim, and what is read of a month reads that month.

-- As in 0036; but a claim's number is looked up for that claim and those in whose place it stands, and for no other. The planner takes a
-- chain for a hundred claims, and set all of the district beside it: anew for each of a month's proposals.

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
    cross join lateral (
        select s.stage
        from billing.claim_standing s
        where s.district_id = district and s.claim_id = chain.claim_id
        offset 0) s -- claim by claim
    cross join lateral (
        select coalesce(
            (select r.payer_claim_number
             from billing.line_posting p
             join billing.remit_claim r
               on r.district_id = p.district_id and r.remittance_id = p.remittance_id and r.claim_ordinal = p.claim_ordinal
             where p.district_id = district and p.claim_id = chain.claim_id and r.payer_claim_number <> ''
             order by r.status = '22', r.remittance_id desc, r.claim_ordinal desc
             limit 1),
            (select (array_agg(a.payer_claim_number order by a.response_file_id desc, a.ordinal desc))[1] -- not all answers backwards until one is its
             from billing.claim_answer a
             where a.district_id = district and a.claim_id = chain.claim_id and a.verdict in ('accepted', 'forwarded')
               and a.payer_claim_number <> '')) as payer_claim_number) n
    where s.stage in ('accepted', 'decided') and n.payer_claim_number is not null
    order by chain.step
    limit 1
$$;

-- What stands in the adjustments of a remitted claim or line (0028), taken apart.
create function billing.adjustments_in(said text)
    returns table (ordinal int, adjustment_group text, reason text, cents bigint) language sql immutable as $$
    select a.ordinal::int,
           split_part(a.one, '-', 1),                      -- CO, OA, PI, PR
           split_part(split_part(a.one, '-', 2), ':', 1),  -- CARC
           split_part(a.one, ':', 2)::bigint
    from string_to_table(said, ' ') with ordinality as a (one, ordinal)
$$;

-- As in 0028.
create or replace view billing.remit_adjustment as
select s.district_id, s.remittance_id, s.claim_ordinal, s.line_ordinal, a.ordinal, a.adjustment_group, a.reason, a.cents
from (select district_id, remittance_id, claim_ordinal, 0 as line_ordinal, adjustments
      from billing.remit_claim
      union all
      select district_id, remittance_id, claim_ordinal, line_ordinal, adjustments
      from billing.remit_line) s
cross join lateral billing.adjustments_in(s.adjustments) a
where s.adjustments <> '';
