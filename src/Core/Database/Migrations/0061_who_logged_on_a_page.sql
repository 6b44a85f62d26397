-- Who logged a session on a page, and when: to reports and audits what the line of a file is to the others.
create view intake.entry_form as
select e.district_id, e.service_month, e.entry_id, f.form_id, split_part(e.row_id, '-', 2)::int as place_on_form, f.posted_at,
       f.saved_by as logged_by, u.display_name as logged_by_name
from intake.entry e
join intake.session_form f
  on f.district_id = e.district_id and f.form_id = case when e.source = 'page' then split_part(e.row_id, '-', 1)::uuid end
left join ops.user_account u on u.district_id = f.district_id and u.user_id = f.saved_by
where e.source = 'page' and f.posted_at is not null;
