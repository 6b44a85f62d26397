-- Statistics learn of a new district, or of a new month, when a tenth of a table is new: with years in the store, weeks later. Until then the
-- planner takes one row for all that is there of it, and joins by going through one side whole for each row of the other: the ledger of a year of
-- 900 lines took minutes. What these views say stays the same; they now come to each further row by its whole key ("offset 0" keeps a join from being
-- turned round), so that they take as long as they have rows, whatever the planner believes.

-- The voids of a claim that the payer has not answered: the one that was sent for it, and those that were sent for a void before them.
create function billing.voids_under_way(district int, claim bigint) returns table (claim_id bigint, claim_number text) language sql stable as $$
    select p.claim_id, p.claim_number
    from billing.claim first
    cross join lateral (
        with recursive void as (
            select first.claim_id
            union all
            select later.claim_id
            from void
            join billing.claim later on later.district_id = district and later.replaces_claim_id = void.claim_id and later.frequency = '8')
        select void.claim_id from void
        offset 0) void
    cross join lateral (
        select p.claim_id, p.claim_number
        from billing.claim_in_place p
        where p.district_id = district and p.claim_id = void.claim_id and p.answer = 'waiting'
        offset 0) p
    where first.district_id = district and first.replaces_claim_id = claim and first.frequency = '8'
$$;

-- What was decided on a line, in cents: the rules are those of 0036, and where its claim stands is not asked.
create view billing.line_money as
select l.district_id, l.claim_id, l.line_number, l.service_date, l.procedure, l.modifiers, l.charge_cents, p.postings, p.paid_cents,
       p.adjusted_cents + n.cents as adjusted_cents, p.denied_cents - n.cents - w.denied_cents as denied_cents,
       w.denied_cents + w.outstanding_cents as written_off_cents, l.charge_cents - p.charge_cents - w.outstanding_cents as outstanding_cents
from billing.claim_line l
cross join lateral (
    select count(*)::int as postings, coalesce(sum(p.charge_cents), 0)::bigint as charge_cents, coalesce(sum(p.paid_cents), 0)::bigint as paid_cents,
           coalesce(sum(p.adjusted_cents), 0)::bigint as adjusted_cents, coalesce(sum(p.denied_cents), 0)::bigint as denied_cents
    from billing.line_posting p
    where p.district_id = l.district_id and p.claim_id = l.claim_id and p.line_number = l.line_number) p
cross join lateral (
    select case when p.denied_cents > 0 and p.adjusted_cents < 0 then least(p.denied_cents, -p.adjusted_cents)
                when p.denied_cents < 0 and p.adjusted_cents > 0 then -least(-p.denied_cents, p.adjusted_cents)
                else 0 end as cents) n
cross join lateral (
    select coalesce(sum(w.cents) filter (where w.of_bucket = 'denied'), 0)::bigint as denied_cents,
           coalesce(sum(w.cents) filter (where w.of_bucket = 'outstanding'), 0)::bigint as outstanding_cents
    from billing.write_off w
    where w.district_id = l.district_id and w.claim_id = l.claim_id and w.line_number = l.line_number) w;

create or replace view billing.line_standing as
select l.district_id, l.claim_id, l.line_number, c.claim_number || lpad(l.line_number::text, 2, '0') as line_control_number,
       l.service_date, l.procedure, l.modifiers, l.charge_cents, c.claim_run_id, c.stage, c.payer, c.service_month,
       l.postings, l.paid_cents, l.adjusted_cents, l.denied_cents, l.written_off_cents, l.outstanding_cents
from billing.line_money l
join billing.claim_standing c on c.district_id = l.district_id and c.claim_id = l.claim_id and c.frequency <> '8';

-- An entry's share of its line: the cents of the entries before it, and up to its own. Summed for each entry, and not by a window over all.
create or replace view billing.billed_share as
select x.district_id, x.service_month, x.entry_id, x.entry_version, x.claim_id, x.line_number, x.charge_cents, x.live,
       before.cents as from_cents, before.cents + x.charge_cents as upto_cents
from billing.claim_line_entry x
cross join lateral (
    select coalesce(sum(o.charge_cents), 0)::bigint as cents
    from billing.claim_line_entry o
    where o.district_id = x.district_id and o.claim_id = x.claim_id and o.line_number = x.line_number and o.entry_id < x.entry_id
      and o.service_month = x.service_month and o.live = x.live) before;

-- Whether an entry is rejected stands in the row that flags it.
create or replace view intake.entry_standing as
select e.district_id, e.service_month, e.entry_id, e.service_date, e.student_id, e.student_number, e.provider_id, e.provider_number, e.service,
       e.procedure, e.modifiers, coalesce(extract(epoch from e.end_time - e.start_time)::int / 60 - e.minutes_away, 0) as minutes, e.delivered,
       e.value_cents, e.check_run_id, coalesce(i.file_name, '') as file_name, e.source, e.row_id, e.line_number,
       case when e.billable then 'billable' when f.severity = 'reject' then 'rejected' else 'not-billable' end as standing,
       coalesce(n.codes, '') as codes
from intake.entry e
left join intake.import_file i on i.district_id = e.district_id and i.import_file_id = e.import_file_id
left join lateral (
    select f.severity
    from intake.flagged_entry f
    where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id and f.version = e.version
    offset 0) f on true
left join (
    select district_id, service_month, entry_id, entry_version, string_agg(distinct code, ' ' order by code) as codes
    from intake.finding
    where cleared_run_id is null and severity <> 'warn'
    group by district_id, service_month, entry_id, entry_version) n
  on n.district_id = e.district_id and n.service_month = e.service_month and n.entry_id = e.entry_id and n.entry_version = e.version;

-- As in 0033. In which bucket open cents lie is asked of the lines that have some.
create or replace view billing.ledger as
select s.district_id, s.service_month, s.entry_id, b.bucket, c.cents, s.claim_id, s.line_number
from billing.billed_share s
cross join lateral (
    select l.charge_cents, l.paid_cents, l.adjusted_cents, l.denied_cents, l.outstanding_cents
    from billing.line_money l
    join billing.claim c on c.district_id = l.district_id and c.claim_id = l.claim_id and c.frequency <> '8'
    where l.district_id = s.district_id and l.claim_id = s.claim_id and l.line_number = s.line_number
    offset 0) l
cross join lateral (values
    ('paid', false, 0, l.paid_cents),
    ('adjusted', false, l.paid_cents, l.paid_cents + l.adjusted_cents),
    ('denied', false, l.paid_cents + l.adjusted_cents, l.paid_cents + l.adjusted_cents + l.denied_cents),
    ('written-off', false, l.paid_cents + l.adjusted_cents + l.denied_cents, l.charge_cents - l.outstanding_cents),
    (case when l.outstanding_cents = 0 and s.charge_cents <> 0 then null
          when exists (select from billing.voids_under_way(s.district_id, s.claim_id)) then 'voiding'
          else (select case when c.stage in ('rejected', 'accepted') then c.stage when c.stage = 'decided' then 'accepted' else 'batched' end
                from billing.claim_standing c
                where c.district_id = s.district_id and c.claim_id = s.claim_id) end,
     true, l.charge_cents - l.outstanding_cents, l.charge_cents)
) b (bucket, is_open, from_cents, upto_cents)
cross join lateral (
    select b.upto_cents * s.upto_cents / l.charge_cents - b.upto_cents * s.from_cents / l.charge_cents
           - b.from_cents * s.upto_cents / l.charge_cents + b.from_cents * s.from_cents / l.charge_cents as cents) c
where s.live and (b.from_cents <> b.upto_cents and c.cents <> 0 or b.is_open and s.charge_cents = 0)
union all
select s.district_id, s.service_month, s.entry_id, 'replaced', s.charge_cents, s.claim_id, s.line_number
from billing.claim_line_entry s
where not s.live
  and not exists (
    select from billing.claim c
    join billing.claim_withdrawal w on w.district_id = c.district_id and w.claim_run_id = c.claim_run_id
    where c.district_id = s.district_id and c.claim_id = s.claim_id
    offset 0)
union all
select e.district_id, e.service_month, e.entry_id, case e.standing when 'billable' then 'ready' else e.standing end, e.value_cents, null, null
from intake.entry_standing e
where not exists (
    select from billing.claim_line_entry x
    where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live
    offset 0);

-- As in 0068; that a void is on its way is asked of each claim.
create or replace view billing.returned_entry as
select c.district_id, r.service_month, g.entry_id, c.claim_id, g.line_number,
       case g.bucket when 'rejected' then 'acknowledgement' else 'remittance' end as stage, g.cents
from billing.claim_run r
join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
cross join lateral (
    select l.service_month, l.entry_id, l.line_number, l.bucket, l.cents
    from billing.ledger l
    where l.district_id = c.district_id and l.claim_id = c.claim_id and l.bucket in ('rejected', 'denied') and l.cents > 0
    offset 0) g
where g.service_month = r.service_month -- asked in there, it would be another way to the lines: through all of the month's, for each claim
  and (exists (
         select from billing.line_posting p
         where p.district_id = c.district_id and p.claim_id = c.claim_id and p.denied_cents <> 0
         offset 0)
       or exists (
         select from billing.claim_answer a
         where a.district_id = c.district_id and a.claim_id = c.claim_id and a.verdict = 'rejected'
         offset 0)
       or exists (
         select from billing.run_answer x
         where x.district_id = c.district_id and x.claim_run_id = c.claim_run_id and x.verdict = 'rejected'
           and (x.transaction_number is null or x.transaction_number = c.transaction_number)
         offset 0))
  and not exists (
      select from billing.claim_decision d
      where d.district_id = c.district_id and d.claim_id = c.claim_id and d.claim_run_id is null and d.dropped_at is null
      offset 0)
  and not exists (select from billing.voids_under_way(c.district_id, c.claim_id));

-- A claim is asked for by its key many times over. Where one row is expected of a district, an index that begins with the district is as good as the
-- key to the planner, and it took all claims of the district each time. So what these indexes are for comes first.
drop index billing.claim_by_member;
create index claim_by_member on billing.claim (medicaid_id, district_id);
drop index billing.claim_by_run;
create index claim_by_run on billing.claim (claim_run_id, district_id);
alter table billing.claim drop constraint claim_district_id_claim_number_key, add unique (claim_number, district_id);
