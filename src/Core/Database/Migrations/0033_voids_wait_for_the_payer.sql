-- A void is a request. Until the payer has taken its payment back, the claim stands and its sessions stay with it: billed anew beside it
-- they would be denied as duplicates (CO-18), or paid twice. What the payer refuses, a void or a replacement, changes nothing at all.

-- What the payer said of a void by telephone or on its portal, by a person's word. The latest one holds.
create table billing.void_answer (
    district_id    int         not null,
    void_answer_id bigint      not null,
    claim_id       bigint      not null, -- the void
    answer         text        not null check (answer in ('done', 'refused')),
    reason         text        not null check (reason <> ''),
    answered_at    timestamptz not null,
    answered_by    text        not null,
    primary key (district_id, void_answer_id),
    foreign key (district_id, claim_id) references billing.claim
);
create index void_answer_by_claim on billing.void_answer (district_id, claim_id);

-- Whether a payer took back all that it had decided on a claim.
create function billing.is_taken_back(district int, claim bigint) returns boolean language sql stable as $$
    select coalesce(bool_or(taken_back) and max(cents) <= 0, false)
    from (select sum(p.charge_cents) as cents, bool_or(p.charge_cents < 0) as taken_back
          from billing.line_posting p
          where p.district_id = district and p.claim_id = claim
          group by p.line_number) line
$$;

-- Claims that are to stand in the place of others, with what the payer made of that: waiting, done or refused.
-- A replacement holds its sessions from the day it is built until it is refused; a void takes them from its claim once it is done.
-- A 277CA that accepts a void only says that the payer will look at it; that the money is taken back says that it is done.
create view billing.claim_in_place as
select c.district_id, c.claim_id, c.claim_number, c.frequency, c.claim_run_id,
       case c.frequency when '8' then billing.taken_back_by(c.district_id, c.claim_id) else c.replaces_claim_id end as of_claim_id,
       case when w.answer is not null then w.answer
            when s.stage = 'rejected' then 'refused'
            when c.frequency = '7' then case when s.stage in ('built', 'released') then 'waiting' else 'done' end
            when s.stage <> 'built' and billing.is_taken_back(c.district_id, billing.taken_back_by(c.district_id, c.claim_id)) then 'done'
            else 'waiting' end as answer
from billing.claim c
join billing.claim_standing s on s.district_id = c.district_id and s.claim_id = c.claim_id and s.stage <> 'withdrawn'
left join lateral (
    select a.answer
    from billing.void_answer a
    where a.district_id = c.district_id and a.claim_id = c.claim_id
    order by a.void_answer_id desc
    limit 1) w on true
where c.replaces_claim_id is not null;

-- Claims that a void takes back whenever the payer answers it.
create view billing.voiding_claim as
select p.district_id, p.of_claim_id as claim_id, max(p.claim_id) as void_claim_id, max(p.claim_number) as void_claim_number
from billing.claim_in_place p
where p.frequency = '8' and p.answer = 'waiting'
group by p.district_id, p.of_claim_id;

-- As before; "voiding" are the cents that the payer has not decided on, or has taken back, of a line that a void takes back.
create or replace view billing.ledger as
select s.district_id, s.service_month, s.entry_id, b.bucket, c.cents, s.claim_id, s.line_number
from billing.billed_share s
join billing.line_standing l
  on l.district_id = s.district_id and l.claim_id = s.claim_id and l.line_number = s.line_number and l.service_month = s.service_month
left join billing.voiding_claim v on v.district_id = s.district_id and v.claim_id = s.claim_id
cross join lateral (values
    ('paid', false, 0, l.paid_cents),
    ('adjusted', false, l.paid_cents, l.paid_cents + l.adjusted_cents),
    ('denied', false, l.paid_cents + l.adjusted_cents, l.paid_cents + l.adjusted_cents + l.denied_cents),
    ('written-off', false, l.paid_cents + l.adjusted_cents + l.denied_cents, l.charge_cents - l.outstanding_cents),
    (case when v.claim_id is not null then 'voiding'
          else case l.stage when 'rejected' then 'rejected' when 'accepted' then 'accepted' when 'decided' then 'accepted' else 'batched' end end,
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

-- As before, without claims that are on their way to be voided.
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
    where d.district_id = c.district_id and d.claim_id = c.claim_id and d.claim_run_id is null and d.dropped_at is null)
  and not exists (
    select from billing.voiding_claim v where v.district_id = c.district_id and v.claim_id = c.claim_id);

-- As before: a session is voided once the payer has taken its claim back, and until it is billed again.
create or replace view billing.voided_entry as
select distinct x.district_id, x.service_month, x.entry_id
from billing.claim_in_place v
join billing.claim_line_entry x on x.district_id = v.district_id and x.claim_id = v.of_claim_id
where v.frequency = '8' and v.answer = 'done'
  and not exists (
    select from billing.claim_line_entry n
    join billing.claim c on c.district_id = n.district_id and c.claim_id = n.claim_id
    where n.district_id = x.district_id and n.service_month = x.service_month and n.entry_id = x.entry_id
      and (n.live or n.claim_id > x.claim_id
           and not exists (select from billing.claim_withdrawal w where w.district_id = c.district_id and w.claim_run_id = c.claim_run_id)));
