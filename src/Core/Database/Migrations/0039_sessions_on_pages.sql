-- Sessions that providers log on a page become entries beside those of files, under the source 'page'. The form as it was typed is to them
-- what the line of a file is to the others: it is kept, first as a draft, and once its sessions are posted nobody can change it.

create table intake.session_form (
    district_id  int         not null references ops.district,
    form_id      uuid        not null, -- made with the empty form, so that the same form sent twice is one
    provider_id  bigint      not null,
    typed        jsonb       not null check (jsonb_typeof(typed) = 'object' and octet_length(typed::text) <= 2097152),
    saved_at     timestamptz not null,
    saved_by     uuid        not null,
    posted_at    timestamptz check (posted_at >= saved_at), -- null: a draft
    primary key (district_id, form_id),
    foreign key (district_id, provider_id) references intake.provider,
    foreign key (district_id, saved_by) references ops.user_account
);
create index session_form_drafts on intake.session_form (district_id, provider_id, saved_at) where posted_at is null;

create trigger session_form_posted_stays before update or delete on intake.session_form
    for each row when (old.posted_at is not null) execute function ops.refuse_change();
create trigger session_form_no_truncate before truncate on intake.session_form
    for each statement execute function ops.refuse_change();

-- "Rows in the file = entries + malformed + duplicates" is of files alone: these entries are in none. Their row id is the form's id (32
-- digits), a dash and the student's place on the form.
alter table intake.import_file add constraint source_is_of_files check (source <> 'page');
alter table intake.entry
    alter column import_file_id drop not null,
    alter column line_number drop not null,
    add constraint comes_from_a_file_or_a_page check (
        (import_file_id is null) = (source = 'page') and (line_number is null) = (source = 'page'));

create or replace view intake.entry_standing as
select e.district_id, e.service_month, e.entry_id, e.service_date, e.student_id, e.student_number, e.provider_id, e.provider_number,
       e.service, e.procedure, e.modifiers,
       coalesce(date_part('epoch', e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes,
       e.delivered, e.value_cents, e.check_run_id, coalesce(i.file_name, '') as file_name, e.source, e.row_id, e.line_number,
       case when e.billable then 'billable' when f.rejects then 'rejected' else 'not-billable' end as standing,
       coalesce(f.codes, '') as codes
from intake.entry e
left join intake.import_file i on i.district_id = e.district_id and i.import_file_id = e.import_file_id
left join (
    select district_id, service_month, entry_id, entry_version, bool_or(severity = 'reject') as rejects,
           string_agg(distinct code, ' ' order by code) as codes
    from intake.finding
    where cleared_run_id is null and severity <> 'warn'
    group by district_id, service_month, entry_id, entry_version) f
  on f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id and f.entry_version = e.version;
