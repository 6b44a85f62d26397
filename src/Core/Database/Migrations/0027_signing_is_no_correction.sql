-- Signing makes a version too, and corrects nothing: a session log shows it as the signature that it is, not among its addenda.

create or replace view intake.entry_addendum as
select v.district_id, v.service_month, v.entry_id, v.version + 1 as version, v.superseded_at as at,
       coalesce(u.display_name, v.superseded_by) as by, v.reason,
       (select coalesce(jsonb_object_agg(was.key, was.value), '{}')
        from jsonb_each_text(v.content) was
        where was.key in ('service_date', 'start_time', 'end_time', 'minutes_away', 'service', 'mode', 'attendance', 'place', 'telehealth',
                          'makeup_for', 'objective', 'activity', 'progress', 'note', 'signed_by', 'signed_at', 'cosigned_by', 'cosigned_at')
          and was.value is distinct from v.next ->> was.key)::text as was
from (
    select s.district_id, e.service_month, s.entry_id, s.version, s.content, s.superseded_at, s.superseded_by, s.reason,
           coalesce(lead(s.content) over (partition by s.district_id, e.service_month, s.entry_id order by s.version), to_jsonb(e)) as next
    from intake.entry_superseded s
    join intake.entry e on e.district_id = s.district_id and e.entry_id = s.entry_id) v
left join ops.user_account u on u.district_id = v.district_id and 'user:' || u.user_id = v.superseded_by
where not exists (
    select from intake.signature g
    where g.district_id = v.district_id and g.entry_id = v.entry_id and g.entry_version = v.version + 1);
