-- What an entry rests on, for an auditor: the plan's row, consent, eligibility, order and the provider's credential, as the records have them
-- today. Ask for district_id, service_month and entry_id, always.
create view intake.entry_basis as
select e.district_id, e.service_month, e.entry_id, b.ordinal, b.what, b.number, b.says, b.valid_from, b.valid_to, f.file_name
from intake.entry e
cross join lateral (
    select 1 as ordinal, 'plan row' as what, p.plan_type || ' ' || p.plan_number || ', row ' || g.row_number as number,
           g.service || ', ' || g.mode || ', ' || g.frequency_text as says, g.row_from as valid_from, g.row_to as valid_to, g.import_file_id
    from intake.grid_row g
    join intake.plan p on p.district_id = g.district_id and p.plan_id = g.plan_id
    where g.district_id = e.district_id and g.grid_row_id = e.grid_row_id
    union all
    select 2, 'consent', null, c.state || coalesce(', notice on ' || c.notice_on, ''), c.effective_on, null, c.import_file_id
    from intake.consent c
    where c.district_id = e.district_id and c.student_id = e.student_id and c.effective_on <= e.service_date
    union all
    select 3, 'eligibility', null, case when l.other_coverage then 'another payer comes first' end, l.eligible_from, l.eligible_to, l.import_file_id
    from intake.eligibility l
    where l.district_id = e.district_id and l.student_id = e.student_id
      and e.service_date >= l.eligible_from and (l.eligible_to is null or e.service_date <= l.eligible_to)
    union all
    select 4, 'order', o.ordering_npi, concat_ws(', ', o.service, o.ordering_last_name, o.ordering_first_name, nullif(o.diagnoses, '')),
           o.ordered_on, o.ends_on, o.import_file_id
    from intake.service_order o
    where o.district_id = e.district_id and o.order_id = e.order_id
    union all
    select 5, 'credential', k.license_number, concat_ws(', ', k.credential, v.last_name, v.first_name, 'NPI ' || v.npi), k.valid_from, k.valid_to, null
    from intake.credential k
    join intake.provider v on v.district_id = k.district_id and v.provider_id = k.provider_id
    where k.district_id = e.district_id and k.provider_id = e.provider_id and k.credential = e.credential
      and e.service_date >= k.valid_from and (k.valid_to is null or e.service_date <= k.valid_to)) b
left join intake.import_file f on f.district_id = e.district_id and f.import_file_id = b.import_file_id;
