using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using Npgsql;

namespace MedicaidLogs.Ingest.Causes;

/// <summary>What rejections come from, the most pressing first.</summary>
/// <remarks>
/// docs/findings.md tells for each code what makes its findings one task. Sorted by dollars × urgency: urgency is 1 while more days
/// than <c>filing.soonDays</c> are left to file, and grows as they run out: that many days ÷ the days left, at least one.
/// </remarks>
public static class RootCauses
{
    public const int PageSize = 100;

    /// <summary>As many entries of one cause as are asked for at once.</summary>
    public const int MostEntries = 20_000;

    /// <summary>Months from which rejections can still be mended are few: filing limits end them.</summary>
    [Sql]
    private const string MonthsSql = """
        select distinct service_month
        from intake.flagged_entry
        where district_id = @districtId and severity = 'reject' and (@month::date is null or service_month = @month)
        """;

    /// <summary>A row for each entry and code that rejects it, with what makes it one task with others.</summary>
    private const string Held = """
        with held as materialized (
            select distinct f.service_month, f.entry_id, f.code, coalesce(t.task, 'entry') as task, t.who, e.service_date, m.limit_days, m.soon_days,
                   e.provider_id, e.student_id,
                   case t.task
                       when 'provider' then e.provider_number
                       when 'student' then e.student_number
                       when 'service of a student' then e.student_number || ' ' || e.service
                       when 'service' then e.service
                       when 'procedure' then concat_ws(' ', e.procedure, nullif(e.modifiers, ''))
                       when 'school day' then concat_ws(' ', (
                           select n.school_code from intake.enrolment n
                           where n.district_id = e.district_id and n.student_id = e.student_id
                             and e.service_date >= n.enrolled_from and (n.enrolled_to is null or e.service_date <= n.enrolled_to)
                           order by n.enrolled_from desc limit 1), e.service_date::text)
                       when 'record' then coalesce(f.record_kind || ' ' || f.record_id, 'entry ' || e.entry_id)
                       else e.entry_id::text
                   end as subject,
                   case when e.final then 0 else e.value_cents end as cents
            from intake.finding f
            cross join lateral ( -- "offset 0": by the key, even where the planner believes that the district has but one row
                select e.*
                from intake.flagged_entry e
                where e.district_id = f.district_id and e.service_month = f.service_month and e.entry_id = f.entry_id and e.version = f.entry_version
                offset 0) e
            left join unnest(@codes::text[], @tasks::text[], @whos::text[]) as t(code, task, who) on t.code = f.code
            join unnest(@months::date[], @limitDays::int[], @soonDays::int[]) as m(service_month, limit_days, soon_days)
              on m.service_month = f.service_month
            where f.district_id = @districtId and f.cleared_run_id is null and f.severity = 'reject' and f.service_month = any(@months)
              and (@code::text is null or f.code = @code)
              and (@schools::text[] is null or exists (
                  select from intake.student_school s
                  where s.district_id = e.district_id and s.student_id = e.student_id and s.school_code = any(@schools)
                    and e.service_date between s.from_day and s.to_day)))
        """;

    /// <summary>Of a code and a subject, as an address may hold it: a student's number cannot be read off it.</summary>
    private const string KeyOf = "left(md5(code || ' ' || subject), 16)";

    private const string Causes = Held + """
        ,
        counted as (
            select h.*, count(*) over (partition by service_month, entry_id) = 1 as alone,
                   limit_days - (@asOf::date - service_date) as days_left
            from held h),
        grouped as (
            select code, task, max(who) as who, subject,
                   case when min(provider_id) = max(provider_id) then min(provider_id) end as provider_id,
                   case when min(student_id) = max(student_id) then min(student_id) end as student_id,
                   min(entry_id) as first_entry_id, count(*)::int as entries, (count(*) filter (where alone))::int as freed_entries,
                   sum(cents)::bigint as held_cents, coalesce(sum(cents) filter (where alone), 0)::bigint as freed_cents,
                   min(service_date) as first_day, max(service_date) as last_day, min(days_left) as days_left, max(soon_days) as soon_days
            from counted
            group by code, task, subject),
        causes as materialized (
            select g.*,
        """ + " " + KeyOf + """
         as key, held_cents * greatest(1, soon_days) / greatest(1, least(days_left, soon_days)) as urgency
            from grouped g)
        """;

    [Sql]
    private const string PageSql = Causes + """

        select code, task, subject, key, provider_id, student_id, first_entry_id, entries, freed_entries, held_cents, freed_cents,
               first_day, last_day, days_left, urgency
        from causes
        where (@who::text is null or who = @who)
          and (@afterKey::text is null or (-urgency, -entries, key) > (-@afterUrgency::bigint, -@afterEntries::int, @afterKey))
        order by -urgency, -entries, key
        limit @limit
        """;

    [Sql]
    private const string ByWhoSql = Causes + """

        select coalesce(who, '') as who, count(*)::int as causes, sum(held_cents)::bigint as held_cents
        from causes
        group by who
        order by who
        """;

    [Sql]
    private const string EntriesSql = Held + """

        select distinct entry_id from held where
        """ + " " + KeyOf + """
         = @key order by entry_id limit @limit
        """;

    public static async Task<IReadOnlyList<RootCause>> PageAsync(
        NpgsqlConnection connection, District district, CauseQuery query, CancellationToken cancellationToken)
    {
        var of = await ParametersAsync(connection, district, query.Month, query.Schools, code: null, cancellationToken);
        of.AddDynamicParams(new
        {
            query.AsOf,
            query.Who,
            afterUrgency = query.After?.Urgency,
            afterEntries = query.After?.Entries,
            afterKey = query.After?.Key,
            limit = PageSize,
        });
        return (await connection.QueryAsync<RootCause>(new CommandDefinition(PageSql, of, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How many causes there are for each who can fix them, whoever the query asks for.</summary>
    public static async Task<IReadOnlyList<CauseCount>> CountsAsync(
        NpgsqlConnection connection, District district, CauseQuery query, CancellationToken cancellationToken)
    {
        var of = await ParametersAsync(connection, district, query.Month, query.Schools, code: null, cancellationToken);
        of.AddDynamicParams(new { query.AsOf });
        return (await connection.QueryAsync<CauseCount>(new CommandDefinition(ByWhoSql, of, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The month's entries that a cause rejects, at most <see cref="MostEntries"/>; none once it is mended.</summary>
    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    /// <param name="key">Of <see cref="RootCause.Key"/>.</param>
    public static async Task<long[]> EntriesAsync(
        NpgsqlConnection connection, District district, DateOnly month, string[]? schools, string code, string key, CancellationToken cancellationToken)
    {
        var of = await ParametersAsync(connection, district, month, schools, code, cancellationToken);
        of.AddDynamicParams(new { key, limit = MostEntries });
        return [.. await connection.QueryAsync<long>(new CommandDefinition(EntriesSql, of, cancellationToken: cancellationToken))];
    }

    private static async Task<DynamicParameters> ParametersAsync(
        NpgsqlConnection connection, District district, DateOnly? month, string[]? schools, string? code, CancellationToken cancellationToken)
    {
        var months = (await connection.QueryAsync<DateOnly>(new CommandDefinition(
            MonthsSql, new { districtId = district.DistrictId, month }, cancellationToken: cancellationToken))).ToArray();
        var rules = months.Select(district.RulePack.On).ToArray();
        var texts = Catalogue.Codes.Select(FindingTexts.Of).ToArray();
        return new(new
        {
            districtId = district.DistrictId,
            schools,
            code,
            codes = texts.Select(text => text.Code).ToArray(),
            tasks = texts.Select(text => text.Task).ToArray(),
            whos = texts.Select(text => text.Who).ToArray(),
            months,
            limitDays = rules.Select(each => each.FilingLimitDays).ToArray(),
            soonDays = rules.Select(each => each.FilingSoonDays).ToArray(),
        });
    }
}
