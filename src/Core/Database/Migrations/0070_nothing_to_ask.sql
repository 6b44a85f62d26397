-- To start a plan of a dozen joins takes a millisecond even where it finds nothing. Most sessions that people mend were never claimed, and most
-- districts have nothing voided: an index tells it at once. A voided session's line is not live.

create or replace function billing.voided_entry_ids(district integer) returns setof bigint language plpgsql stable rows 10
    set plan_cache_mode = force_generic_plan as $$
begin
    if exists (select from billing.claim_line_entry x where x.district_id = district and not x.live) then
        return query select v.entry_id from billing.voided_entry v where v.district_id = district;
    end if;
end
$$;

create or replace function billing.returned_of_entries(district integer, month date, entry_ids bigint[])
    returns table (entry_id bigint, stage text, cents bigint, codes_text text) language plpgsql stable rows 10
    set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    if exists (
        select from billing.claim_line_entry x
        where x.district_id = district and x.service_month = month and x.entry_id = any(entry_ids) and x.live) then
        return query
            select r.entry_id, r.stage, r.cents,
                   (select string_agg(c.source || ' ' || c.code, ';' order by c.source, c.code)
                    from billing.payer_code c
                    where c.district_id = district and c.claim_id = r.claim_id and c.stage = r.stage
                      and (c.line_number is null or c.line_number = r.line_number))
            from billing.claim_line_entry x
            join billing.returned_entry r on r.district_id = x.district_id and r.claim_id = x.claim_id and r.entry_id = x.entry_id
            where x.district_id = district and x.service_month = month and x.entry_id = any(entry_ids) and x.live;
    end if;
end
$$;

create or replace function billing.voided_entries_of(district integer, month date) returns text language plpgsql stable
    set plan_cache_mode = force_generic_plan as $$
begin
    if not exists (select from billing.claim_line_entry x where x.district_id = district and x.service_month = month and not x.live) then
        return null;
    end if;

    return (
        select md5(string_agg(v.entry_id::text, ' ' order by v.entry_id))
        from billing.voided_entry v
        where v.district_id = district and v.service_month = month);
end
$$;
