-- Session logs as sealed documents: what each version held, and what a log shows that it did not show before.

create or replace view intake.session_of_log as
select e.district_id, e.service_month, e.entry_id, e.service_date, e.start_time, e.end_time, e.minutes_away,
       coalesce(date_part('epoch', e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes,
       e.service, e.mode, e.attendance, e.delivered, e.place, e.telehealth, e.makeup_for, e.objective, e.activity, e.progress, e.note,
       e.signed_by, e.signed_at, e.cosigned_by, e.cosigned_at, e.credential,
       e.student_id, s.student_number, s.last_name as student_last_name, s.first_name as student_first_name,
       s.middle_name as student_middle_name, s.birth_date, s.medicaid_id, c.name as school,
       e.provider_id, p.provider_number, p.last_name as provider_last_name, p.first_name as provider_first_name, p.npi,
       l.plan_type, l.plan_number, g.row_number as grid_row_number, g.mode as mandated_mode, g.frequency_text, g.location,
       g.row_from, g.row_to,
       e.version, e.signed_version < e.content_version as changed_since_signed, r.license_number,
       e.group_size -- students that the group's rows list; null outside a group that has a key
from (
    select e.*,
           case when e.mode = 'group' and e.group_key <> '' then
               count(*) over (partition by e.district_id, e.service_month, e.service_date, e.provider_number, e.service, e.mode, e.group_key)
           end::int as group_size
    from intake.entry e) e
join intake.student s on s.district_id = e.district_id and s.student_id = e.student_id
join intake.provider p on p.district_id = e.district_id and p.provider_id = e.provider_id
left join intake.grid_row g on g.district_id = e.district_id and g.grid_row_id = e.grid_row_id
left join intake.plan l on l.district_id = g.district_id and l.plan_id = g.plan_id
left join lateral (
    select h.name
    from intake.enrolment n
    join intake.school h on h.district_id = n.district_id and h.school_code = n.school_code
    where n.district_id = e.district_id and n.student_id = e.student_id
      and e.service_date >= n.enrolled_from and (n.enrolled_to is null or e.service_date <= n.enrolled_to)
    order by n.enrolled_from desc
    limit 1) c on true
left join lateral (
    select k.license_number
    from intake.credential k
    where k.district_id = e.district_id and k.provider_id = e.provider_id and k.credential = e.credential
      and e.service_date >= k.valid_from and (k.valid_to is null or e.service_date <= k.valid_to)
    order by k.valid_from desc
    limit 1) r on true;

-- What each correction replaced: the values, as JSON, of what a session log shows and the next version no longer says.
create view intake.entry_addendum as
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
left join ops.user_account u on u.district_id = v.district_id and 'user:' || u.user_id = v.superseded_by;

-- Each version of each session log that was printed and sealed; it replaces the version before it.
create table billing.session_log (
    district_id         int         not null references ops.district,
    service_month       date        not null check (extract(day from service_month) = 1),
    document_id         text        not null check (length(document_id) between 1 and 160), -- of one student, provider, service and month
    version             int         not null check (version >= 1),
    student_id          bigint      not null,
    provider_id         bigint      not null,
    service             text        not null,
    content_hash        bytea       not null check (octet_length(content_hash) = 32), -- of the record that was printed
    pdf_sha256          bytea       not null,
    certificate_sha256  bytea       not null check (octet_length(certificate_sha256) = 32), -- of the seal
    made_at             timestamptz not null,
    made_by             text        not null,
    primary key (district_id, document_id, version),
    foreign key (district_id, pdf_sha256) references ops.stored_file
);
create index session_log_by_month on billing.session_log (district_id, service_month);

create table billing.session_log_entry (
    district_id    int    not null,
    document_id    text   not null,
    version        int    not null,
    entry_id       bigint not null,
    entry_version  int    not null,
    primary key (district_id, document_id, version, entry_id),
    foreign key (district_id, document_id, version) references billing.session_log
);
