using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Queue;

/// <summary>A row of the list of entries that need a look.</summary>
/// <param name="StudentId">Null where the number is unknown to the district.</param>
/// <param name="StudentName">Empty where the number is unknown to the district.</param>
/// <param name="CodesText">The codes of the findings that stand, the heaviest first, as <c>severity:CODE</c> separated by blanks.</param>
public sealed record ListedEntry(
    long EntryId,
    DateOnly ServiceDate,
    long? StudentId,
    string StudentNumber,
    string StudentName,
    string ProviderNumber,
    string ProviderName,
    string Service,
    long ValueCents,
    string CodesText)
{
    public IEnumerable<(string Severity, string Code)> Codes =>
        CodesText.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => code.Split(':')).Select(parts => (parts[0], parts[1]));
}

/// <summary>How many entries, and how many cents, lie on one of the list's piles.</summary>
public sealed record Pile(string Key, string Title, long Entries, long ValueCents);

/// <summary>The entries of a month whose heaviest finding has one severity, the most dollars first.</summary>
public static class EntryList
{
    public const int PageSize = 100;

    /// <summary>As many as a filter offers.</summary>
    private const int MostChoices = 500;

    /// <summary>The entries that the filter lets through, each once; a heavier finding puts an entry into another tab.</summary>
    private const string Listed = """
        with listed as materialized (
            select e.*
            from intake.entry e
            join (
                select entry_id, entry_version
                from intake.finding
                where district_id = @districtId and service_month = @month and cleared_run_id is null and severity = @severity
                  and (@code::text is null or code = @code)
                group by entry_id, entry_version) f
              on f.entry_id = e.entry_id and f.entry_version = e.version
            where e.district_id = @districtId and e.service_month = @month
              and (@service::text is null or e.service = @service)
              and (@providerId::bigint is null or e.provider_id = @providerId)
              and (@schools::text[] is null or exists (
                select from intake.student_school t
                where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
                  and e.service_date between t.from_day and t.to_day))
              and not exists (
                select from intake.finding h
                where h.district_id = @districtId and h.service_month = @month and h.entry_id = e.entry_id
                  and h.entry_version = e.version and h.cleared_run_id is null and h.severity = any(@heavier)))
        """;

    [Sql]
    private const string PageSql = Listed + """

        select e.entry_id, e.service_date, s.student_id, e.student_number, coalesce(s.last_name || ', ' || s.first_name, '') as student_name,
               e.provider_number, coalesce(p.last_name || ', ' || p.first_name, '') as provider_name, e.service, e.value_cents,
               (select string_agg(c.severity || ':' || c.code, ' ' order by c.weight, c.code)
                from (select distinct severity, code, array_position(array['reject', 'not-billable', 'warn'], severity) as weight
                      from intake.finding
                      where district_id = @districtId and service_month = @month and entry_id = e.entry_id
                        and entry_version = e.version and cleared_run_id is null) c) as codes_text
        from (select * from listed order by value_cents desc, entry_id limit @limit offset @offset) e
        left join intake.student s on s.district_id = @districtId and s.student_number = e.student_number
        left join intake.provider p on p.district_id = @districtId and p.provider_number = e.provider_number
        order by e.value_cents desc, e.entry_id
        """;

    [Sql]
    private const string TotalSql = Listed + """

        select count(*) as entries, coalesce(sum(value_cents), 0)::bigint as value_cents from listed
        """;

    [Sql]
    private const string ServicesSql = Listed + """

        select service as key, service as title, count(*) as entries, coalesce(sum(value_cents), 0)::bigint as value_cents
        from listed
        group by service
        order by service
        limit @limit
        """;

    [Sql]
    private const string ProvidersSql = Listed + """

        select l.provider_id::text as key, p.last_name || ', ' || p.first_name as title,
               count(*) as entries, coalesce(sum(l.value_cents), 0)::bigint as value_cents
        from listed l
        join intake.provider p on p.district_id = @districtId and p.provider_id = l.provider_id
        group by l.provider_id, p.last_name, p.first_name
        order by p.last_name, p.first_name, l.provider_id
        limit @limit
        """;

    [Sql]
    private const string CodesSql = Listed + """

        select f.code as key, f.code as title, count(*) as entries, coalesce(sum(l.value_cents), 0)::bigint as value_cents
        from listed l
        join (
            select distinct code, entry_id, entry_version
            from intake.finding
            where district_id = @districtId and service_month = @month and cleared_run_id is null and severity = @severity) f
          on f.entry_id = l.entry_id and f.entry_version = l.version
        group by f.code
        order by value_cents desc, f.code
        limit @limit
        """;

    [Sql]
    private const string TabsSql = """
        select w.key, w.key as title, count(*) as entries, coalesce(sum(e.value_cents), 0)::bigint as value_cents
        from (
            select entry_id, entry_version,
                   (array['reject', 'not-billable', 'warn'])[min(array_position(array['reject', 'not-billable', 'warn'], severity))] as key
            from intake.finding
            where district_id = @districtId and service_month = @month and cleared_run_id is null
            group by entry_id, entry_version) w
        join intake.entry e on e.district_id = @districtId and e.service_month = @month
          and e.entry_id = w.entry_id and e.version = w.entry_version
        where (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        group by w.key
        """;

    /// <summary>Where the entry would stand in the list; a corrected entry may have left it, its place stays.</summary>
    [Sql]
    private const string NeighboursSql = Listed + """

        select (select entry_id from listed
                where (-value_cents, entry_id) < (-@valueCents::bigint, @entryId)
                order by value_cents, entry_id desc limit 1) as previous_id,
               (select entry_id from listed
                where (-value_cents, entry_id) > (-@valueCents::bigint, @entryId)
                order by value_cents desc, entry_id limit 1) as next_id
        """;

    public static async Task<IReadOnlyList<ListedEntry>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, ListFilter filter, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ListedEntry>(Command(
            PageSql, districtId, filter, cancellationToken, new { limit = PageSize, offset = (filter.Page - 1) * PageSize }))];

    public static async Task<(long Entries, long ValueCents)> TotalAsync(
        NpgsqlConnection connection, DistrictId districtId, ListFilter filter, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<(long, long)>(Command(TotalSql, districtId, filter, cancellationToken));

    /// <summary>The services to choose from: those of the list under its other filters.</summary>
    public static Task<IReadOnlyList<Pile>> ServicesAsync(
        NpgsqlConnection connection, DistrictId districtId, ListFilter filter, CancellationToken cancellationToken) =>
        PilesAsync(connection, ServicesSql, districtId, filter with { Service = null }, cancellationToken);

    /// <summary>The providers to choose from; an entry with an unknown provider has none.</summary>
    public static Task<IReadOnlyList<Pile>> ProvidersAsync(
        NpgsqlConnection connection, DistrictId districtId, ListFilter filter, CancellationToken cancellationToken) =>
        PilesAsync(connection, ProvidersSql, districtId, filter with { ProviderId = null }, cancellationToken);

    /// <summary>The codes to choose from, the most dollars first.</summary>
    public static Task<IReadOnlyList<Pile>> CodesAsync(
        NpgsqlConnection connection, DistrictId districtId, ListFilter filter, CancellationToken cancellationToken) =>
        PilesAsync(connection, CodesSql, districtId, filter with { Code = null }, cancellationToken);

    /// <summary>The month's entries by their heaviest finding; a severity that none has is left out.</summary>
    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    public static async Task<IReadOnlyList<Pile>> TabsAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, string[]? schools, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Pile>(new CommandDefinition(TabsSql, new { districtId, month, schools }, cancellationToken: cancellationToken))];

    /// <summary>The entries before and after one in the list, by its value.</summary>
    public static async Task<(long? PreviousId, long? NextId)> NeighboursAsync(
        NpgsqlConnection connection, DistrictId districtId, ListFilter filter, long entryId, long valueCents, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<(long?, long?)>(Command(
            NeighboursSql, districtId, filter, cancellationToken, new { entryId, valueCents }));

    private static async Task<IReadOnlyList<Pile>> PilesAsync(
        NpgsqlConnection connection, string sql, DistrictId districtId, ListFilter filter, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Pile>(Command(sql, districtId, filter, cancellationToken, new { limit = MostChoices }))];

    private static CommandDefinition Command(
        string sql, DistrictId districtId, ListFilter filter, CancellationToken cancellationToken, object? more = null)
    {
        var parameters = new DynamicParameters(more);
        parameters.AddDynamicParams(new
        {
            districtId,
            filter.Month,
            severity = SeverityText.Of(filter.Tab),
            heavier = Enum.GetValues<Severity>().Where(severity => severity > filter.Tab).Select(SeverityText.Of).ToArray(),
            filter.Code,
            filter.Service,
            filter.ProviderId,
            filter.Schools,
        });
        return new(sql, parameters, cancellationToken: cancellationToken);
    }
}
