-- Replacements and voids: what a run says of them apart, the payer's number that they carry, and what Ingest must know of billed sessions.

-- A void repeats lines and bills no session: a run's claims, lines and charges count it, as its file does; its sessions do not.
alter table billing.claim_run
    add column replacements int    not null default 0,
    add column voids        int    not null default 0,
    add column void_cents   bigint not null default 0,
    add check (replacements >= 0 and voids >= 0 and replacements + voids <= claims),
    add check (void_cents between 0 and charge_cents and (voids = 0) = (void_cents = 0)),
    add check ((entries = 0) = (voids = claims));

create index claim_decision_waiting on billing.claim_decision (district_id, claim_id) where claim_run_id is null and dropped_at is null;

-- The payer's number of a claim, for REF*F8: its own, as the payer paid or took it; else that of the last claim in whose place it stands.
-- What the payer rejected it does not know, whatever number the answer bears.
create function billing.payer_number_of(district int, claim bigint) returns text language sql stable as $$
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
             order by r.remittance_id desc, r.claim_ordinal desc
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

-- Frozen as before; and whether the session is on a claim that went out: then a correction that says so may change it.
create or replace view billing.frozen_entry as
select e.district_id, e.service_month, e.entry_id, false as on_sent_claim
from intake.entry e
where e.billable
  and e.check_run_id <= (select max(c.check_run_id) from billing.month_close c
                         where c.district_id = e.district_id and c.service_month = e.service_month)
union
select l.district_id, l.service_month, l.entry_id,
       exists (select from billing.claim c
               join billing.claim_release f on f.district_id = c.district_id and f.claim_run_id = c.claim_run_id
               where c.district_id = l.district_id and c.claim_id = l.claim_id)
from billing.claim_line_entry l
where l.live;

-- What an entry's earlier versions said that a claim line rests on.
create view intake.earlier_version as
select s.district_id, s.entry_id, s.version, (s.content ->> 'student_id')::bigint as student_id, (s.content ->> 'provider_id')::bigint as provider_id,
       (s.content ->> 'service_date')::date as service_date,
       coalesce(date_part('epoch', (s.content ->> 'end_time')::time - (s.content ->> 'start_time')::time)::int / 60
                - (s.content ->> 'minutes_away')::int, 0) as minutes,
       s.content ->> 'procedure' as procedure, s.content ->> 'modifiers' as modifiers, s.content ->> 'place' as place,
       (s.content ->> 'telehealth')::boolean as telehealth
from intake.entry_superseded s;
