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
/// than <c>filing.soonDays</c> are left to file, and grows as they run out: that many days ÷ the days left.
/// </remarks>
public static class RootCauses
{
    public const int PageSize = 100;

    /// <summary>Months from which rejections can still be mended are few: filing limits end them.</summary>
    [Sql]
    private const string MonthsSql = """
        select distinct service_month
        from intake.finding
        where district_id = @districtId and cleared_run_id is null and severity = 'reject' and (@month::date is null or service_month = @month)
        """;

    [Sql]
    private const string PageSql = """
        with held as materialized (
            select distinct f.service_month, f.entry_id, f.code, coalesce(t.task, 'entry') as task, e.service_date, m.limit_days, m.soon_days,
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
                   case when exists (
                       select from intake.finding n
                       where n.district_id = f.district_id and n.service_month = f.service_month and n.entry_id = f.entry_id
                         and n.entry_version = f.entry_version and n.cleared_run_id is null and n.severity = 'not-billable')
                       then 0 else e.value_cents end as cents
            from intake.finding f
            join intake.entry e
              on e.district_id = f.district_id and e.service_month = f.service_month and e.entry_id = f.entry_id and e.version = f.entry_version
            left join unnest(@codes::text[], @tasks::text[]) as t(code, task) on t.code = f.code
            join unnest(@months::date[], @limitDays::int[], @soonDays::int[]) as m(service_month, limit_days, soon_days)
              on m.service_month = f.service_month
            where f.district_id = @districtId and f.cleared_run_id is null and f.severity = 'reject' and f.service_month = any(@months)),
        counted as (
            select h.*, count(*) over (partition by service_month, entry_id) = 1 as alone,
                   limit_days - (@asOf::date - service_date) as days_left
            from held h),
        causes as (
            select code, task, subject, count(*) as entries, count(*) filter (where alone) as freed_entries,
                   sum(cents) as held_cents, coalesce(sum(cents) filter (where alone), 0) as freed_cents,
                   min(service_date) as first_day, max(service_date) as last_day, min(days_left) as days_left, max(soon_days) as soon_days
            from counted
            group by code, task, subject)
        select code, task, subject, entries::int as entries, freed_entries::int as freed_entries,
               held_cents::bigint as held_cents, freed_cents::bigint as freed_cents, first_day, last_day, days_left,
               (count(*) over ())::int as of_all
        from causes
        order by held_cents * greatest(1, soon_days::numeric / greatest(1, days_left)) desc, entries desc, code, subject
        limit @limit offset @offset
        """;

    /// <param name="month">First day of a month; null: all that have rejections.</param>
    /// <param name="page">From 1; <see cref="PageSize"/> each.</param>
    /// <returns>The page, and how many causes there are in all. A page beyond the last is empty, and says 0.</returns>
    public static async Task<(IReadOnlyList<RootCause> Page, int OfAll)> PageAsync(
        NpgsqlConnection connection, District district, DateOnly? month, DateOnly asOf, int page, CancellationToken cancellationToken)
    {
        var months = (await connection.QueryAsync<DateOnly>(new CommandDefinition(
            MonthsSql, new { districtId = district.DistrictId, month }, cancellationToken: cancellationToken))).ToArray();
        var rules = months.Select(district.RulePack.On).ToArray();
        var texts = Catalogue.Codes.Select(FindingTexts.Of).ToArray();
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            PageSql,
            new
            {
                districtId = district.DistrictId,
                asOf,
                codes = texts.Select(text => text.Code).ToArray(),
                tasks = texts.Select(text => text.Task).ToArray(),
                months,
                limitDays = rules.Select(each => each.FilingLimitDays).ToArray(),
                soonDays = rules.Select(each => each.FilingSoonDays).ToArray(),
                limit = PageSize,
                offset = (page - 1) * PageSize,
            },
            cancellationToken: cancellationToken))).AsList();
        return ([.. rows.Select(row => row.Cause)], rows.Count == 0 ? 0 : rows[0].OfAll);
    }

    private sealed record Row(
        string Code, string Task, string Subject, int Entries, int FreedEntries, long HeldCents, long FreedCents,
        DateOnly FirstDay, DateOnly LastDay, int DaysLeft, int OfAll)
    {
        public RootCause Cause => new(Code, Task, Subject, Entries, FreedEntries, HeldCents, FreedCents, FirstDay, LastDay, DaysLeft);
    }
}
