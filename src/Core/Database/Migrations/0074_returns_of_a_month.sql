-- The returns of a month, from them to their sessions. A planner that knows nothing of a district joined all of its returns with all of the
-- month's sessions, and all returns with one another. Of a return, its session and its later ones are asked by their whole keys: an index
-- for returns alone has less to compare than any other, and behind "offset 0" nothing can be turned round.

create index return_by_entry on intake.entry_decision (district_id, entry_id, decision_id) where kind = 'return';

-- As intake.entry_return, and inlined as a view is.
create function intake.returns_of_month(district int, month date)
    returns table (district_id int, service_month date, entry_id bigint, decision_id bigint, entry_version int, comment text, returned_at timestamptz,
                   returned_by text, answer text, answered_at timestamptz, answered_by text, provider_id bigint, state text)
    language sql stable as $$
    select d.district_id, month, d.entry_id, d.decision_id, d.entry_version, d.reason, d.decided_at, d.decided_by, d.end_note, d.ended_at, d.ended_by,
           e.provider_id,
           case when e.version > d.entry_version then 'changed' when d.ended_at is not null then 'answered' else 'waiting' end
    from intake.entry_decision d
    cross join lateral (
        select e.version, e.provider_id
        from intake.entry e
        where e.district_id = district and e.service_month = month and e.entry_id = d.entry_id
        offset 0) e
    where d.district_id = district and d.kind = 'return' and d.ended_as is distinct from 'taken-back'
      and not exists (
        select from intake.entry_decision later
        where later.district_id = district and later.entry_id = d.entry_id and later.kind = 'return' and later.decision_id > d.decision_id
        offset 0)
$$;

-- The latest return of each entry, as before: "waiting", "answered" or "changed". Who has a month asks intake.returns_of_month.
create or replace view intake.entry_return as
select r.*
from ops.district d
cross join lateral intake.months_of(d.district_id) m (service_month)
cross join lateral intake.returns_of_month(d.district_id, m.service_month) r;
