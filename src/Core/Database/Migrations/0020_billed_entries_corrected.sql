-- Sessions on claims that went out: a correction that says so may change them. Beside frozen_entry, so that a file's thousands of rows
-- are not asked for more than they need.

drop view billing.frozen_entry;

create view billing.frozen_entry as
select e.district_id, e.service_month, e.entry_id
from intake.entry e
where e.billable
  and e.check_run_id <= (select max(c.check_run_id) from billing.month_close c
                         where c.district_id = e.district_id and c.service_month = e.service_month)
union
select l.district_id, l.service_month, l.entry_id
from billing.claim_line_entry l
where l.live;

create view billing.sent_entry as
select x.district_id, x.service_month, x.entry_id, c.claim_number
from billing.claim_line_entry x
join billing.claim c on c.district_id = x.district_id and c.claim_id = x.claim_id
join billing.claim_release f on f.district_id = c.district_id and f.claim_run_id = c.claim_run_id
where x.live;

-- Whether a payer decided on all of a claim and paid nothing, and nobody wrote that off.
create function billing.is_denied(district int, claim bigint, charge bigint) returns boolean language sql stable as $$
    select coalesce(sum(p.charge_cents) = charge and sum(p.paid_cents) = 0
        and sum(p.denied_cents) > (
            select coalesce(sum(w.cents), 0) from billing.write_off w
            where w.district_id = district and w.claim_id = claim and w.of_bucket = 'denied'), false)
    from billing.line_posting p
    where p.district_id = district and p.claim_id = claim
$$;
