-- The months that hold entries of a district, each found by one step in an index: an entry is never without a check run. Who has an entry's
-- id and no month asks in each of these, where the month comes before the id in the key; the runs themselves are as many as corrections.
create function intake.months_of(district int) returns setof date language sql stable rows 24 as $$
    with recursive found (service_month) as (
        (select r.service_month
         from intake.check_run r
         where r.district_id = district
         order by r.service_month
         limit 1)
        union all
        select (select r.service_month
                from intake.check_run r
                where r.district_id = district and r.service_month > f.service_month
                order by r.service_month
                limit 1)
        from found f
        where f.service_month is not null)
    select f.service_month from found f where f.service_month is not null
$$;
