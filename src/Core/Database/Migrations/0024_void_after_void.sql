-- The claim that a void takes back. One that goes in the place of a void that the payer rejected stands for that void; the claim whose
-- payment both take back is the oldest of them.
create function billing.taken_back_by(district int, void_claim bigint) returns bigint language sql stable as $$
    with recursive chain as (
        select c.claim_id, c.frequency, c.replaces_claim_id
        from billing.claim c
        where c.district_id = district and c.claim_id = void_claim
        union all
        select c.claim_id, c.frequency, c.replaces_claim_id
        from chain
        join billing.claim c on c.district_id = district and c.claim_id = chain.replaces_claim_id
        where chain.frequency = '8')
    select claim_id from chain where frequency <> '8'
$$;
