-- Corrections are looked for from the entries that have any: a later version than the first. What an entry said says no month, and where
-- statistics know nothing of a district the planner read the whole month for each of its corrections. "offset 0" keeps the order.
create or replace view intake.entry_addendum as
select e.district_id, e.service_month, e.entry_id, s.version + 1 as version, s.superseded_at as at,
       coalesce(u.display_name, s.superseded_by) as by, s.reason,
       (select coalesce(jsonb_object_agg(was.key, was.value), '{}')
        from jsonb_each_text(s.content) was
        where was.key in ('service_date', 'start_time', 'end_time', 'minutes_away', 'service', 'mode', 'attendance', 'place', 'telehealth',
                          'makeup_for', 'objective', 'activity', 'progress', 'note', 'signed_by', 'signed_at', 'cosigned_by', 'cosigned_at')
          and was.value is distinct from coalesce(s.next, to_jsonb(e)) ->> was.key)::text as was,
       e.student_id
from intake.entry e
cross join lateral (
    select s.version, s.content, s.superseded_at, s.superseded_by, s.reason, lead(s.content) over (order by s.version) as next
    from intake.entry_superseded s
    where s.district_id = e.district_id and s.entry_id = e.entry_id
    offset 0) s
left join ops.user_account u on u.district_id = e.district_id and 'user:' || u.user_id = s.superseded_by
where e.version > 1
  and not exists (
    select from intake.signature g
    where g.district_id = e.district_id and g.entry_id = e.entry_id and g.entry_version = s.version + 1
    offset 0);
