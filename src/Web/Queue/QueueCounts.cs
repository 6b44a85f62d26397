using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using Npgsql;

namespace MedicaidLogs.Web.Queue;

/// <summary>How many entries, and how many cents, lie on one of the list's piles.</summary>
public sealed record Pile(string Key, string Title, long Entries, long ValueCents);

/// <summary>What a list comes to, and what each of its filters would let through if it were chosen and the others stayed.</summary>
/// <param name="Codes">The most dollars first.</param>
/// <param name="Days">By <see cref="ListFilter.DayChoices"/>: at most so many left.</param>
public sealed record QueueCounts(
    Pile Total,
    IReadOnlyList<Pile> Codes,
    IReadOnlyList<Pile> Services,
    IReadOnlyList<Pile> Providers,
    IReadOnlyList<Pile> Schools,
    IReadOnlyList<Pile> Whos,
    IReadOnlyList<Pile> Returns,
    IReadOnlyList<Pile> Days)
{
    /// <summary>As many as one filter offers.</summary>
    private const int MostChoices = 500;

    private const string Choices = EntryList.Listed + """
        ,
        choices as (
            select 'total' as filter, '' as key, '' as title, count(*) as entries, coalesce(sum(cents), 0)::bigint as value_cents
            from listed where misses = 0
            union all
            select 'code', c.code, c.code, count(*), sum(l.cents)::bigint
            from listed l cross join unnest(l.codes) as c(code)
            where l.misses = (not l.has_code)::int
            group by c.code
            union all
            select 'service', l.service, l.service, count(*), sum(l.cents)::bigint
            from listed l
            where l.misses = (not l.has_service)::int
            group by l.service
            union all
            select 'provider', g.provider_id::text, p.name, g.entries, g.cents
            from (
                select provider_id, count(*) as entries, sum(cents)::bigint as cents
                from listed
                where misses = (not has_provider)::int
                group by provider_id) g
            cross join lateral (
                select p.last_name || ', ' || p.first_name as name
                from intake.provider p
                where p.district_id = @districtId and p.provider_id = g.provider_id
                offset 0) p
            union all
            select 'school', g.school_code, h.name, g.entries, g.cents
            from (
                select school_code, count(*) as entries, sum(cents)::bigint as cents
                from listed
                where misses = (not has_school)::int
                group by school_code) g
            join intake.school h on h.district_id = @districtId and h.school_code = g.school_code
            union all
            select 'who', w.who, w.who, count(*), sum(w.cents)::bigint
            from (
                select distinct l.entry_id, l.cents, m.who
                from listed l
                cross join unnest(l.codes) as c(code)
                join unnest(@allCodes::text[], @allWhos::text[]) as m(code, who) on m.code = c.code
                where l.misses = (not l.has_who)::int) w
            group by w.who
            union all
            select 'returned', coalesce(l.return_state, 'never'), coalesce(l.return_state, 'never'), count(*), sum(l.cents)::bigint
            from listed l
            where l.misses = (not l.has_returned)::int
            group by l.return_state
            union all
            select 'days', d.days::text, d.days::text, count(*), sum(l.cents)::bigint
            from listed l
            join unnest(@dayChoices::int[]) as d(days) on l.days_left <= d.days
            where l.misses = (not l.has_days)::int
            group by d.days),
        ranked as (
            select c.*, row_number() over (partition by filter order by case when filter = 'code' then -value_cents end, title, key) as rank from choices c)
        select filter, key, title, entries, value_cents from ranked where rank <= @limit order by filter, rank
        """;

    [Sql]
    private const string ChoicesSql = EntryList.Flagged + Choices;

    [Sql]
    private const string GivenBackChoicesSql = EntryList.GivenBack + Choices;

    private sealed record Choice(string Filter, string Key, string Title, long Entries, long ValueCents);

    public static async Task<QueueCounts> LoadAsync(
        NpgsqlConnection connection, District district, ListFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var texts = FindingTexts.All.ToArray();
        var choices = await connection.QueryAsync<Choice>(await EntryList.CommandAsync(
            connection, (ChoicesSql, GivenBackChoicesSql), district, filter, today, cancellationToken,
            new
            {
                allCodes = texts.Select(text => text.Code).ToArray(),
                allWhos = texts.Select(text => text.Who).ToArray(),
                dayChoices = ListFilter.DayChoices,
                limit = MostChoices,
            },
            withSchool: true));
        var piles = choices.ToLookup(choice => choice.Filter, choice => new Pile(choice.Key, choice.Title, choice.Entries, choice.ValueCents));
        return new(
            piles["total"].Single(),
            [.. piles["code"]], [.. piles["service"]], [.. piles["provider"]], [.. piles["school"]], [.. piles["who"]],
            [.. piles["returned"]], [.. piles["days"].OrderBy(pile => Array.FindIndex(ListFilter.DayChoices, days => days.ToString(System.Globalization.CultureInfo.InvariantCulture) == pile.Key))]);
    }
}
