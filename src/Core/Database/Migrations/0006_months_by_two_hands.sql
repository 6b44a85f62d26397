-- A large month's tables are filled and indexed by several connections at once, so they are committed before they hold the whole
-- month. Nobody sees them until the importing transaction attaches them; those that a killed import left behind are dropped by the next.

drop function intake.new_month_tables(int, date);
drop function intake.attach_month_tables(int, date);

create function intake.month_is_attached(district int, month date) returns boolean language sql stable as $$
    select exists (
        select from pg_inherits
        where inhparent = 'intake.entry'::regclass
          and inhrelid = to_regclass(format('intake.entry_%s_%s', district, to_char(month, 'YYYYMM'))))
$$;

-- The check constraints repeat the partition's bounds in the very form that PostgreSQL gives them, so that attaching need not
-- read the rows again.
create function intake.new_month_tables(district int, month date) returns text language plpgsql as $$
declare
    suffix text := district || '_' || to_char(month, 'YYYYMM');
    bounds text := format(
        '(district_id is not null) and (service_month is not null) '
        'and ((district_id > %1$s) or ((district_id = %1$s) and (service_month >= %2$L::date))) '
        'and ((district_id < %1$s) or ((district_id = %1$s) and (service_month < %3$L::date)))',
        district, month, (month + interval '1 month')::date);
begin
    if intake.month_is_attached(district, month) then
        raise exception 'month % of district % has its tables already', month, district;
    end if;
    execute format('drop table if exists intake.entry_%1$s, intake.finding_%1$s', suffix);
    execute format('create table intake.entry_%1$s (like intake.entry including defaults including constraints, '
        'constraint bounds check (%2$s))', suffix, bounds);
    execute format('create table intake.finding_%1$s (like intake.finding including defaults including constraints, '
        'constraint bounds check (%2$s))', suffix, bounds);
    return suffix;
end $$;

-- The indexes in two shares, 0 and 1, of about the same work: one for each of two connections.
create function intake.index_month_tables(district int, month date, share int) returns void language plpgsql as $$
declare
    suffix text := district || '_' || to_char(month, 'YYYYMM');
begin
    if share = 0 then
        execute format('create unique index entry_%1$s_pkey on intake.entry_%1$s (district_id, service_month, entry_id)', suffix);
        execute format('create index on intake.entry_%s (provider_number, district_id, service_date)', suffix);
    else
        execute format('create unique index on intake.entry_%s (row_id, source, district_id, service_month)', suffix);
        execute format('create index on intake.entry_%s (student_number, district_id, service_date)', suffix);
        execute format('create unique index finding_%1$s_pkey on intake.finding_%1$s '
            '(district_id, service_month, entry_id, entry_version, code, ordinal, check_run_id)', suffix);
        execute format('create index on intake.finding_%s (district_id, service_month, severity, code) where cleared_run_id is null', suffix);
    end if;
end $$;

-- The statistics come from 6,000 rows instead of 30,000: enough to choose an index by, at a fifth of the time. The first autovacuum
-- takes the full sample.
create function intake.attach_month_tables(district int, month date) returns void language plpgsql
set default_statistics_target = 20 as $$
declare
    suffix text := district || '_' || to_char(month, 'YYYYMM');
    after_month date := (month + interval '1 month')::date;
begin
    execute format('alter table intake.entry_%1$s add primary key using index entry_%1$s_pkey', suffix);
    execute format('alter table intake.finding_%1$s add primary key using index finding_%1$s_pkey', suffix);
    execute format('alter table intake.entry attach partition intake.entry_%1$s for values from (%2$s, %3$L) to (%2$s, %4$L)',
        suffix, district, month, after_month);
    execute format('alter table intake.finding attach partition intake.finding_%1$s for values from (%2$s, %3$L) to (%2$s, %4$L)',
        suffix, district, month, after_month);
    execute format('analyze intake.entry_%s (source, row_id, student_number, provider_number, service, service_date, delivered, billable)', suffix);
    execute format('analyze intake.finding_%s (severity, code, entry_id, cleared_run_id)', suffix);
end $$;
