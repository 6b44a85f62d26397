using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Causes;
using Npgsql;

namespace MedicaidLogs.Web.Queue;

/// <summary>A row of the list of entries that need a look.</summary>
/// <param name="StudentId">Null where the number is unknown to the district.</param>
/// <param name="StudentName">Empty where the number is unknown to the district.</param>
/// <param name="Cents">What it would bring; of one that the payer sent back, what it would still bring.</param>
/// <param name="DaysLeft">To file its claim; below zero when it is too late.</param>
/// <param name="ReturnState">One of <see cref="ListFilter.ReturnChoices"/>; null: it was never returned to its provider.</param>
/// <param name="CodesText">The codes of the findings that stand, the heaviest first, as <c>severity:CODE</c> separated by blanks.</param>
public sealed record ListedEntry(
    long EntryId,
    int Version,
    DateOnly ServiceDate,
    long? StudentId,
    string StudentNumber,
    string StudentName,
    string ProviderNumber,
    string ProviderName,
    string Service,
    long Cents,
    int DaysLeft,
    string? ReturnState,
    string? CodesText)
{
    public IEnumerable<(string Severity, string Code)> Codes =>
        (CodesText ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => code.Split(':')).Select(parts => (parts[0], parts[1]));
}

/// <summary>Where an entry stands in a list.</summary>
/// <param name="Number">From 1; where it would stand if it has left the list.</param>
/// <param name="Of">How many there are.</param>
public sealed record ListPlace(long? PreviousId, long? NextId, long Number, long Of);

/// <summary>A month's entries on one tab of the queue, filtered and sorted.</summary>
/// <remarks>
/// Every statement begins with the tab's entries, found by an index, and says of each which parts of the filter let it through
/// (<c>misses</c> counts the others). So a filter's choices are counted as if it alone were open, from one reading. Where those entries
/// are found depends on the tab; a statement that could find them in either place would be planned for both, which takes longer than to run it.
/// What is asked of each row stands behind "offset 0": it is asked by its key, even where the planner believes that there is but one row.
/// </remarks>
public static class EntryList
{
    public const int PageSize = 100;

    /// <summary>As many as one act on a whole list takes.</summary>
    public const int MostAtOnce = 2_000;

    /// <summary>Those that findings stand against.</summary>
    internal const string Flagged = """
        with base as materialized (
            select entry_id, version, service_date, student_id, student_number, provider_id, provider_number, service, value_cents,
                   value_cents as cents, codes, final
            from intake.flagged_entry
            where district_id = @districtId and service_month = @month and severity = @severity),
        """ + "\n";

    /// <summary>Those that were given back: by the office to the provider, or by the payer.</summary>
    internal const string GivenBack = """
        with base as materialized (
            select e.entry_id, e.version, e.service_date, e.student_id, e.student_number, e.provider_id, e.provider_number, e.service, e.value_cents,
                   coalesce(b.cents, e.value_cents) as cents, '{}'::text[] as codes, false as final
            from (
                select r.entry_id, null::bigint as cents
                from intake.returns_of_month(@districtId, @month) r
                where @tab = 'returned' and r.answered_at is null and r.state = 'waiting'
                union all
                select entry_id, cents from billing.returned_of_month(@districtId, @month) where @tab = 'sent-back') b
            cross join lateral (
                select e.*
                from intake.entry e
                where e.district_id = @districtId and e.service_month = @month and e.entry_id = b.entry_id
                offset 0) e),
        """ + "\n";

    /// <summary>The tab's entries, with what the filters ask of them.</summary>
    internal const string Listed = """
        tabbed as (
            select e.*, r.state as return_state, n.school_code, @limitDays - (@today::date - e.service_date) as days_left
            from base e
            left join lateral (
                select r.state from intake.returns_of_month(@districtId, @month) r where r.entry_id = e.entry_id
                offset 0) r on true
            left join lateral (
                select n.school_code
                from intake.enrolment n
                where @withSchool and n.district_id = @districtId and n.student_id = e.student_id
                  and e.service_date >= n.enrolled_from and (n.enrolled_to is null or e.service_date <= n.enrolled_to)
                order by n.enrolled_from desc
                limit 1) n on true
            where (@schools::text[] is null or exists (
                select from intake.student_school t
                where t.district_id = @districtId and t.student_id = e.student_id and t.school_code = any(@schools)
                  and e.service_date between t.from_day and t.to_day))
              and (@entryIds::bigint[] is null or e.entry_id = any(@entryIds))
              and (@search::text is null or lower(e.student_number) = lower(@search) or e.entry_id::text = @search)
              and case @tab
                    when 'open' then r.state is distinct from 'waiting' and not e.codes <@ @ofSigning
                    when 'waiting' then r.state is distinct from 'waiting' and e.codes <@ @ofSigning
                    else true end),
        asked as (
            select t.*, @code::text is null or @code = any(t.codes) as has_code,
                   @service::text is null or t.service = @service as has_service,
                   @providerId::bigint is null or t.provider_id = @providerId as has_provider,
                   @school::text is null or t.school_code = @school as has_school,
                   @whoCodes::text[] is null or t.codes && @whoCodes as has_who,
                   @returned::text is null or coalesce(t.return_state, 'never') = @returned as has_returned,
                   @days::int is null or t.days_left <= @days as has_days
            from tabbed t),
        listed as (
            select a.*, (not has_code)::int + (not has_service)::int + (not coalesce(has_provider, false))::int + (not coalesce(has_school, false))::int
                        + (not has_who)::int + (not has_returned)::int + (not has_days)::int as misses
            from asked a)
        """;

    /// <summary>By what the list is sorted before the entry's number: dollars in cents × urgency, downward, or a day; then a name.</summary>
    private const string Keys = """
        case @order
            when 'pressing' then case when l.final then 0 else -l.value_cents * greatest(1, @soonDays) / greatest(1, least(l.days_left, @soonDays)) end
            when 'date' then l.service_date - date '2000-01-01'
            else 0 end as key_number,
        case @order
            when 'student' then coalesce((
                select lower(s.last_name || ', ' || s.first_name) from intake.student s
                where s.district_id = @districtId and s.student_number = l.student_number), '') || ' ' || l.student_number
            when 'provider' then coalesce((
                select lower(p.last_name || ', ' || p.first_name) from intake.provider p
                where p.district_id = @districtId and p.provider_number = l.provider_number), '') || ' ' || l.provider_number
            else '' end collate "C" as key_text
        """;

    /// <summary>The list in its order, and where one entry of the month stands or would stand in it.</summary>
    private const string Sorted = Listed + """
        ,
        sorted as materialized (
            select l.*,
        """ + " " + Keys + """

            from listed l
            where l.misses = 0),
        place as materialized (
            select l.entry_id,
        """ + " " + Keys + """

            from (
                select e.entry_id, e.service_date, e.student_number, e.provider_number, e.value_cents,
                       @limitDays - (@today::date - e.service_date) as days_left,
                       exists (
                           select from intake.flagged_entry f
                           where f.district_id = @districtId and f.service_month = @month and f.entry_id = e.entry_id and f.final) as final
                from intake.entry e
                where e.district_id = @districtId and e.service_month = @month and e.entry_id = @placeId) l)
        """;

    private const string Page = Sorted + """

        select e.entry_id, e.version, e.service_date, s.student_id, e.student_number, coalesce(s.name, '') as student_name,
               e.provider_number, coalesce(p.name, '') as provider_name, e.service, e.cents, e.days_left, e.return_state,
               (select string_agg(c.severity || ':' || c.code, ' ' order by c.weight, c.code)
                from (select distinct severity, code, array_position(array['reject', 'not-billable', 'warn'], severity) as weight
                      from (select severity, code, cleared_run_id
                            from intake.finding
                            where district_id = @districtId and service_month = @month and entry_id = e.entry_id and entry_version = e.version
                            offset 0) f -- and not by the index of what stands in the month
                      where cleared_run_id is null) c) as codes_text
        from (
            select * from sorted
            where @placeId::bigint is null or (key_number, key_text, entry_id) > (select key_number, key_text, entry_id from place)
            order by key_number, key_text, entry_id
            limit @limit) e
        left join lateral (
            select s.student_id, s.last_name || ', ' || s.first_name as name
            from intake.student s
            where s.district_id = @districtId and s.student_number = e.student_number
            offset 0) s on true
        left join lateral (
            select p.last_name || ', ' || p.first_name as name
            from intake.provider p
            where p.district_id = @districtId and p.provider_number = e.provider_number
            offset 0) p on true
        order by e.key_number, e.key_text, e.entry_id
        """;

    [Sql]
    private const string PageSql = Flagged + Page;

    [Sql]
    private const string GivenBackPageSql = GivenBack + Page;

    /// <summary>A corrected entry may have left the list; its place stays.</summary>
    private const string Place = Sorted + """

        select (select b.entry_id from sorted b where (b.key_number, b.key_text, b.entry_id) < (p.key_number, p.key_text, p.entry_id)
                order by b.key_number desc, b.key_text desc, b.entry_id desc limit 1) as previous_id,
               (select a.entry_id from sorted a where (a.key_number, a.key_text, a.entry_id) > (p.key_number, p.key_text, p.entry_id)
                order by a.key_number, a.key_text, a.entry_id limit 1) as next_id,
               (select count(*) from sorted b where (b.key_number, b.key_text, b.entry_id) < (p.key_number, p.key_text, p.entry_id)) + 1 as number,
               (select count(*) from sorted) as "of"
        from place p
        """;

    [Sql]
    private const string PlaceSql = Flagged + Place;

    [Sql]
    private const string GivenBackPlaceSql = GivenBack + Place;

    private const string Ids = Sorted + """

        select entry_id, version, student_id from sorted order by key_number, key_text, entry_id limit @limit
        """;

    [Sql]
    private const string IdsSql = Flagged + Ids;

    [Sql]
    private const string GivenBackIdsSql = GivenBack + Ids;

    /// <summary>One more than a page where there are more.</summary>
    public static async Task<IReadOnlyList<ListedEntry>> PageAsync(
        NpgsqlConnection connection, District district, ListFilter filter, DateOnly today, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ListedEntry>(await CommandAsync(
            connection, (PageSql, GivenBackPageSql), district, filter, today, cancellationToken, new { limit = PageSize + 1, placeId = filter.After }))];

    /// <summary>Null where the month has no such entry.</summary>
    public static async Task<ListPlace?> PlaceAsync(
        NpgsqlConnection connection, District district, ListFilter filter, long entryId, DateOnly today, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<ListPlace?>(await CommandAsync(
            connection, (PlaceSql, GivenBackPlaceSql), district, filter, today, cancellationToken, new { placeId = entryId }));

    /// <summary>All entries of the list in its order, whatever page is looked at: at most so many and one more.</summary>
    public static async Task<IReadOnlyList<(long EntryId, int Version, long? StudentId)>> AllAsync(
        NpgsqlConnection connection, District district, ListFilter filter, DateOnly today, int most, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<(long, int, long?)>(await CommandAsync(
            connection, (IdsSql, GivenBackIdsSql), district, filter, today, cancellationToken, new { limit = most + 1, placeId = (long?)null }))];

    /// <summary>A statement over <see cref="Listed"/>, with what it asks for.</summary>
    /// <param name="withSchool">Each entry's school is asked for; otherwise only where the filter names one.</param>
    internal static async Task<CommandDefinition> CommandAsync(
        NpgsqlConnection connection, (string Flagged, string GivenBack) sql, District district, ListFilter filter, DateOnly today,
        CancellationToken cancellationToken, object? more = null, bool withSchool = false)
    {
        var severity = filter.Tab.Weight();
        var rules = district.RulePack.On(filter.Month);
        var parameters = new DynamicParameters(more);
        parameters.AddDynamicParams(new
        {
            district.DistrictId,
            filter.Month,
            today,
            limitDays = rules.FilingLimitDays,
            soonDays = rules.FilingSoonDays,
            tab = filter.Tab.Key(),
            order = filter.Order.Key(),
            severity = severity is { } weight ? SeverityText.Of(weight) : null,
            ofSigning = QueueTabs.OfSigning,
            filter.Code,
            filter.Service,
            filter.ProviderId,
            filter.School,
            withSchool = withSchool || filter.School is not null,
            filter.Schools,
            whoCodes = filter.Who is { } who ? FindingTexts.All.Where(text => text.Who == who).Select(text => text.Code).ToArray() : null,
            filter.Returned,
            filter.Days,
            filter.Search,
            entryIds = filter is { Code: { } code, Cause: { } cause }
                ? await RootCauses.EntriesAsync(connection, district, filter.Month, filter.Schools, code, cause, cancellationToken)
                : null,
        });
        return new(severity is null ? sql.GivenBack : sql.Flagged, parameters, cancellationToken: cancellationToken);
    }
}
