-- Views of so many joins cost more to plan, anew in each statement that reads them, than to run. A function's plan is kept for the session:
-- these are for the statements that people wait for. Where a plan is the same for all, it is made once.

-- The sessions that voided claims freed.
create function billing.voided_entry_ids(district integer) returns setof bigint language plpgsql stable rows 10
    set plan_cache_mode = force_generic_plan as $$
begin
    return query select v.entry_id from billing.voided_entry v where v.district_id = district;
end
$$;

-- What the payer sent back of some sessions of a month, with what it said.
create function billing.returned_of_entries(district integer, month date, entry_ids bigint[])
    returns table (entry_id bigint, stage text, cents bigint, codes_text text) language plpgsql stable rows 10
    set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
        select r.entry_id, r.stage, r.cents,
               (select string_agg(c.source || ' ' || c.code, ';' order by c.source, c.code)
                from billing.payer_code c
                where c.district_id = district and c.claim_id = r.claim_id and c.stage = r.stage
                  and (c.line_number is null or c.line_number = r.line_number))
        from billing.claim_line_entry x
        join billing.returned_entry r on r.district_id = x.district_id and r.claim_id = x.claim_id and r.entry_id = x.entry_id
        where x.district_id = district and x.service_month = month and x.entry_id = any(entry_ids) and x.live;
end
$$;

-- What the payer sent back of a month, by session.
create function billing.returned_of_month(district integer, month date) returns table (entry_id bigint, cents bigint) language plpgsql stable rows 100 as $$
#variable_conflict use_column
begin
    return query
        select r.entry_id, sum(r.cents)::bigint
        from billing.returned_entry r
        where r.district_id = district and r.service_month = month
        group by r.entry_id;
end
$$;

-- The sessions that a month's voided claims freed, as one short text: a run remembers it, to be told apart from the next.
create or replace function billing.voided_entries_of(district integer, month date) returns text language plpgsql stable as $$
begin
    return (
        select md5(string_agg(v.entry_id::text, ' ' order by v.entry_id))
        from billing.voided_entry v
        where v.district_id = district and v.service_month = month);
end
$$;
