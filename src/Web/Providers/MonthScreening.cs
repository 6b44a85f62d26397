using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Screening;
using Npgsql;

namespace MedicaidLogs.Web.Providers;

/// <summary>A provider whom the month's list names, or may name.</summary>
/// <param name="Result">possible or excluded.</param>
public sealed record NamedProvider(long ProviderId, string ProviderNumber, string Name, string Result);

/// <summary>A month's last screening of the providers against the exclusion list.</summary>
/// <param name="ListRecords">Of the whole list.</param>
/// <param name="ScreenedBy">A display name; null: a command.</param>
public sealed record MonthScreening(
    string FileName, int ListRecords, DateTimeOffset ScreenedAt, string? ScreenedBy, int Clear, int Possible, int Excluded)
{
    private const int MostNamed = 100;

    [Sql]
    private const string LastSql = """
        select s.file_name, s.list_records, s.screened_at, u.display_name as screened_by, c.clear, c.possible, c.excluded
        from intake.screening s
        left join ops.user_account u on u.district_id = s.district_id and 'user:' || u.user_id = s.screened_by
        cross join lateral (
            select count(*) filter (where p.result = 'clear')::int as clear,
                   count(*) filter (where p.result = 'possible')::int as possible,
                   count(*) filter (where p.result = 'excluded')::int as excluded
            from intake.provider_screening p
            where p.district_id = s.district_id and p.service_month = s.service_month) c
        where s.district_id = @districtId and s.service_month = @month
        order by s.screening_number desc
        limit 1
        """;

    [Sql]
    private const string NamedSql = """
        select p.provider_id, p.provider_number, p.last_name || ', ' || p.first_name as name, s.result
        from intake.provider_screening s
        join intake.provider p on p.district_id = s.district_id and p.provider_id = s.provider_id
        where s.district_id = @districtId and s.service_month = @month and s.result <> 'clear'
        order by s.result desc, p.last_name, p.first_name, p.provider_id
        limit @MostNamed
        """;

    [Sql]
    private const string UnscreenedSql = """
        select count(*)::int
        from intake.provider p
        where p.district_id = @districtId and p.employed_from < @month::date + interval '1 month' and coalesce(p.employed_to, 'infinity') >= @month
          and coalesce(p.screened_on, '-infinity') < @month
          and not exists (
            select from intake.provider_screening s
            where s.district_id = p.district_id and s.service_month = @month and s.provider_id = p.provider_id)
        """;

    public ScreeningCounts Counts => new(Clear, Possible, Excluded);

    /// <param name="month">First day of the month.</param>
    /// <returns>Null where the month was not screened.</returns>
    public static Task<MonthScreening?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<MonthScreening?>(new CommandDefinition(LastSql, new { districtId, month }, cancellationToken: cancellationToken));

    /// <summary>Those who wait for a person first; at most 100.</summary>
    public static async Task<IReadOnlyList<NamedProvider>> NamedAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<NamedProvider>(new CommandDefinition(NamedSql, new { districtId, month, MostNamed }, cancellationToken: cancellationToken))];

    /// <summary>How many providers of the month nobody has screened since it began, here or elsewhere.</summary>
    public static Task<int> CountUnscreenedAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition(UnscreenedSql, new { districtId, month }, cancellationToken: cancellationToken));
}
