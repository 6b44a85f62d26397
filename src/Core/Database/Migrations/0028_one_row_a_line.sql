-- A remitted line is one row: what the payer said, its adjustments in words of their own, and what of it is on which line of ours. Three rows
-- with five index entries a line were most of what posting a large remittance cost. Who asks for adjustments or postings finds them under
-- their old names, as views.

-- The views over what changes here are taken down, and put up again as they are.
create temporary table taken_down on commit drop as
with recursive above (view, height) as (
    select r.ev_class, 1
    from pg_depend d
    join pg_rewrite r on r.oid = d.objid
    where d.classid = 'pg_rewrite'::regclass and d.refobjid in ('billing.line_posting'::regclass, 'billing.remit_adjustment'::regclass)
    union
    select r.ev_class, a.height + 1
    from above a
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.refobjid = a.view
    join pg_rewrite r on r.oid = d.objid and r.ev_class <> a.view)
select view::regclass::text as name, max(height) as height, pg_get_viewdef(view) as definition
from above
group by view;

do $$
declare
    down record;
begin
    for down in select name from taken_down order by height desc loop
        execute format('drop view %s', down.name);
    end loop;
end
$$;

-- Adjustments as group-reason:cents, separated by blanks, in their order: CO-45:910 PR-1:500.
alter table billing.remit_claim add column adjustments text not null default ''; -- of the claim itself, without its lines

alter table billing.remit_line
    add column adjustments           text   not null default '',
    add column posted_claim_id       bigint, -- all null: it is on no line of ours
    add column posted_line_number    int,
    add column posted_paid_cents     bigint, -- less its part of what the payer takes off the claim as a whole
    add column posted_adjusted_cents bigint, -- agreed reductions, other payers' parts
    add column posted_denied_cents   bigint, -- what the payer would not pay
    add column matched_by            text check (matched_by in ('line-number', 'claim-number', 'payer-number', 'member', 'person')),
    add constraint remit_line_posted_whole check (
        num_nulls(posted_claim_id, posted_line_number, posted_paid_cents, posted_adjusted_cents, posted_denied_cents, matched_by) in (0, 6)),
    add constraint remit_line_posted_adds_up check (charge_cents = posted_paid_cents + posted_adjusted_cents + posted_denied_cents);

-- A claim that came without lines, cut into the parts of our lines.
create table billing.posted_part (
    district_id    int    not null,
    remittance_id  bigint not null,
    claim_ordinal  int    not null,
    claim_id       bigint not null,
    line_number    int    not null,
    charge_cents   bigint not null,
    paid_cents     bigint not null,
    adjusted_cents bigint not null,
    denied_cents   bigint not null,
    matched_by     text   not null check (matched_by in ('line-number', 'claim-number', 'payer-number', 'member', 'person')),
    primary key (district_id, remittance_id, claim_ordinal, claim_id, line_number),
    check (charge_cents = paid_cents + adjusted_cents + denied_cents)
);

update billing.remit_claim c
set adjustments = a.adjustments
from (select district_id, remittance_id, claim_ordinal,
             string_agg(adjustment_group || '-' || reason || ':' || cents, ' ' order by ordinal) as adjustments
      from billing.remit_adjustment
      where line_ordinal = 0
      group by district_id, remittance_id, claim_ordinal) a
where a.district_id = c.district_id and a.remittance_id = c.remittance_id and a.claim_ordinal = c.claim_ordinal;

update billing.remit_line l
set adjustments = coalesce(a.adjustments, ''), posted_claim_id = p.claim_id, posted_line_number = p.line_number, posted_paid_cents = p.paid_cents,
    posted_adjusted_cents = p.adjusted_cents, posted_denied_cents = p.denied_cents, matched_by = p.matched_by
from billing.remit_line s
left join (
    select district_id, remittance_id, claim_ordinal, line_ordinal,
           string_agg(adjustment_group || '-' || reason || ':' || cents, ' ' order by ordinal) as adjustments
    from billing.remit_adjustment
    group by district_id, remittance_id, claim_ordinal, line_ordinal) a
  on a.district_id = s.district_id and a.remittance_id = s.remittance_id and a.claim_ordinal = s.claim_ordinal and a.line_ordinal = s.line_ordinal
left join billing.line_posting p
  on p.district_id = s.district_id and p.remittance_id = s.remittance_id and p.claim_ordinal = s.claim_ordinal and p.line_ordinal = s.line_ordinal
where l.district_id = s.district_id and l.remittance_id = s.remittance_id and l.claim_ordinal = s.claim_ordinal and l.line_ordinal = s.line_ordinal;

insert into billing.posted_part
    (district_id, remittance_id, claim_ordinal, claim_id, line_number, charge_cents, paid_cents, adjusted_cents, denied_cents, matched_by)
select district_id, remittance_id, claim_ordinal, claim_id, line_number, charge_cents, paid_cents, adjusted_cents, denied_cents, matched_by
from billing.line_posting
where line_ordinal = 0;

drop table billing.line_posting;
drop table billing.remit_adjustment;

create index remit_line_by_line on billing.remit_line (district_id, posted_claim_id, posted_line_number) where posted_claim_id is not null;
create index remit_line_denied on billing.remit_line (district_id, posted_claim_id) where posted_denied_cents <> 0;
create index remit_line_inferred on billing.remit_line (district_id, remittance_id, claim_ordinal) where matched_by in ('payer-number', 'member');
create index posted_part_by_line on billing.posted_part (district_id, claim_id, line_number);

-- What of a remittance belongs to which of our lines. What is not here waits for a person (billing.unmatched_remit).
create view billing.line_posting as
select district_id, remittance_id, claim_ordinal, line_ordinal, posted_claim_id as claim_id, posted_line_number as line_number, charge_cents,
       posted_paid_cents as paid_cents, posted_adjusted_cents as adjusted_cents, posted_denied_cents as denied_cents, matched_by
from billing.remit_line
where posted_claim_id is not null
union all
select district_id, remittance_id, claim_ordinal, 0, claim_id, line_number, charge_cents, paid_cents, adjusted_cents, denied_cents, matched_by
from billing.posted_part;

-- CAS. Line ordinal 0: of the claim as a whole.
create view billing.remit_adjustment as
select s.district_id, s.remittance_id, s.claim_ordinal, s.line_ordinal, a.ordinal::int as ordinal,
       split_part(a.said, '-', 1) as adjustment_group,                  -- CO, OA, PI, PR
       split_part(split_part(a.said, '-', 2), ':', 1) as reason,        -- CARC
       split_part(a.said, ':', 2)::bigint as cents
from (select district_id, remittance_id, claim_ordinal, 0 as line_ordinal, adjustments
      from billing.remit_claim
      union all
      select district_id, remittance_id, claim_ordinal, line_ordinal, adjustments
      from billing.remit_line) s
cross join lateral string_to_table(s.adjustments, ' ') with ordinality as a (said, ordinal)
where s.adjustments <> '';

do $$
declare
    down record;
begin
    for down in select name, definition from taken_down order by height loop
        execute format('create view %s as %s', down.name, down.definition);
    end loop;
end
$$;
