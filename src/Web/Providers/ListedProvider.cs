using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Records;
using Npgsql;

namespace MedicaidLogs.Web.Providers;

/// <summary>A provider in the list, as of today.</summary>
/// <param name="Credentials">Those in force today, separated by commas; empty: none.</param>
/// <param name="ValidTo">The first of their last days, <see cref="DateOnly.MaxValue"/> without an end; null: none is in force.</param>
/// <param name="Screening">What the month's screening says: clear, possible, excluded; null: not screened.</param>
public sealed record ListedProvider(
    long ProviderId, string ProviderNumber, string LastName, string FirstName, string Credentials, DateOnly? ValidTo, string? Screening,
    DateOnly? EmployedTo, bool HasNpi)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select p.provider_id, p.provider_number, p.last_name, p.first_name, coalesce(c.credentials, '') as credentials, c.valid_to,
               coalesce(r.result, case when p.screened_on >= @month then 'clear' end) as screening, p.employed_to, p.npi is not null as has_npi
        from intake.provider p
        left join lateral (
            select string_agg(x.credential, ', ' order by x.credential) as credentials, min(coalesce(x.valid_to, date '9999-12-31')) as valid_to
            from intake.credential x
            where x.district_id = p.district_id and x.provider_id = p.provider_id
              and x.valid_from <= @today and (x.valid_to is null or x.valid_to >= @today)) c on true
        left join intake.provider_screening r on r.district_id = p.district_id and r.service_month = @month and r.provider_id = p.provider_id
        where p.district_id = @districtId
          and (@number::text is null or lower(p.provider_number) = lower(@number)
               or starts_with(lower(p.last_name) collate "C", lower(@last)) and starts_with(lower(p.first_name) collate "C", lower(@first)))
          and (@ids::bigint[] is null or p.provider_id = any(@ids))
          and (not @missing or (p.employed_to is null or p.employed_to >= @today)
               and (c.valid_to is null or p.medicaid_from is null
                    or coalesce(r.result, case when p.screened_on >= @month then 'clear' end) is distinct from 'clear'))
          and (@after::bigint is null or (lower(p.last_name) collate "C", lower(p.first_name) collate "C", p.provider_id) > (
              select lower(a.last_name) collate "C", lower(a.first_name) collate "C", a.provider_id
              from intake.provider a
              where a.district_id = @districtId and a.provider_id = @after))
        order by lower(p.last_name) collate "C", lower(p.first_name) collate "C", p.provider_id
        limit @limit
        """;

    public string Name => $"{LastName}, {FirstName}";

    /// <summary>By name. One more than a page where there are more.</summary>
    /// <param name="ids">Only these; null: all.</param>
    public static async Task<IReadOnlyList<ListedProvider>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, PeopleFilter filter, NameSearch? search, long[]? ids, DateOnly today,
        CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ListedProvider>(new CommandDefinition(
            PageSql,
            new
            {
                districtId,
                today,
                filter.Month,
                missing = filter.Show == PeopleShown.Missing,
                filter.After,
                ids,
                number = search?.Text,
                last = search?.Last,
                first = search?.First,
                limit = PageSize + 1,
            },
            cancellationToken: cancellationToken))];
}
