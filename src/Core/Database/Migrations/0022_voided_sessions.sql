-- What Ingest must know of voids: a session whose last claim was taken back carries no ride and fills no cap until it is billed again.
-- Nothing marks a month for it: each check of a month keeps which voided sessions it saw, and the month is to be checked again
-- when those are others now, however that came about.

create index claim_void on billing.claim (district_id, replaces_claim_id) where frequency = '8';

create view billing.voided_entry as
select distinct x.district_id, x.service_month, x.entry_id
from billing.claim v
join billing.claim_line_entry x on x.district_id = v.district_id and x.claim_id = v.replaces_claim_id
where v.frequency = '8'
  and not exists (select from billing.claim_withdrawal w where w.district_id = v.district_id and w.claim_run_id = v.claim_run_id)
  and not exists (
    select from billing.claim_line_entry n
    join billing.claim c on c.district_id = n.district_id and c.claim_id = n.claim_id
    where n.district_id = x.district_id and n.service_month = x.service_month and n.entry_id = x.entry_id
      and (n.live or n.claim_id > x.claim_id
           and not exists (select from billing.claim_withdrawal w where w.district_id = c.district_id and w.claim_run_id = c.claim_run_id)));

create function billing.voided_entries_of(district int, month date) returns text language sql stable as $$
    select md5(string_agg(entry_id::text, ' ' order by entry_id)) from billing.voided_entry where district_id = district and service_month = month
$$;

alter table intake.check_run add column voided_entries text; -- billing.voided_entries_of its month, as it saw them

-- Months whose verdicts rest on something that is not what it was.
create view intake.month_to_check as
select s.district_id, s.service_month, s.reason, s.since
from intake.stale_month s
union all
select v.district_id, v.service_month, 'claims were voided', v.since
from (
    select c.district_id, r.service_month, max(r.built_at) as since
    from billing.claim c
    join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
    where c.frequency = '8'
    group by c.district_id, r.service_month) v
cross join lateral (
    select k.voided_entries
    from intake.check_run k
    where k.district_id = v.district_id and k.service_month = v.service_month and k.scope <> 'correction'
    order by k.check_run_id desc
    limit 1) k
where k.voided_entries is distinct from billing.voided_entries_of(v.district_id, v.service_month)
  and not exists (select from intake.stale_month s where s.district_id = v.district_id and s.service_month = v.service_month);

create or replace view intake.checked_month as
select distinct on (r.district_id, r.service_month)
       r.district_id, r.service_month, r.check_run_id,
       (select w.pack_hash
        from intake.check_run w
        where w.district_id = r.district_id and w.service_month = r.service_month and w.scope <> 'correction'
        order by w.check_run_id desc
        limit 1) as pack_hash,
       s.reason as stale_reason
from intake.check_run r
left join intake.month_to_check s on s.district_id = r.district_id and s.service_month = r.service_month
order by r.district_id, r.service_month, r.check_run_id desc;
