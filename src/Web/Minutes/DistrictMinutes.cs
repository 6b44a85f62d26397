using System.Data;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Minutes;
using Npgsql;

namespace MedicaidLogs.Web.Minutes;

/// <summary>Who is behind with a plan's minutes: a page of the list, and what all of the school, service or provider come to.</summary>
/// <param name="Standings">The numbers are the ledger's: docs/minutes.md.</param>
/// <param name="Shown">A page of them.</param>
public sealed record DistrictMinutes(Standings Standings, IReadOnlyList<Standing> Shown, bool HasMore, IReadOnlyDictionary<long, string> Students, IReadOnlyDictionary<long, string> Providers)
{
    public const int PageSize = 100;

    [Sql]
    private const string StudentNamesSql = """
        select student_id as id, last_name || ', ' || first_name as name
        from intake.student
        where district_id = @districtId and student_id = any(@ids)
        """;

    [Sql]
    private const string ProviderNamesSql = """
        select provider_id as id, first_name || ' ' || last_name as name
        from intake.provider
        where district_id = @districtId and provider_id = any(@ids)
        """;

    public static async Task<DistrictMinutes> LoadAsync(
        NpgsqlConnection connection, District district, LedgerRange range, MinutesFilter filter, string[]? studentNumbers,
        CancellationToken cancellationToken)
    {
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var standings = await StandingsAsync(moment, district, range, filter, studentNumbers, cancellationToken);
        var found = standings.After(filter.After).Take(PageSize + 1).ToList();
        var shown = found.Take(PageSize).ToList();
        return new(
            standings, shown, found.Count > PageSize,
            await NamesAsync(StudentNamesSql, shown.Select(standing => standing.Student.StudentId)),
            await NamesAsync(ProviderNamesSql, shown.Select(standing => standing.ProviderId).OfType<long>()));

        async Task<IReadOnlyDictionary<long, string>> NamesAsync(string sql, IEnumerable<long> ids) =>
            (await connection.QueryAsync<NameOf>(new CommandDefinition(
                sql, new { districtId = district.DistrictId, ids = ids.Distinct().ToArray() }, moment, cancellationToken: cancellationToken)))
            .ToDictionary(each => each.Id, each => each.Name);
    }

    /// <param name="moment">Repeatable read.</param>
    /// <param name="studentNumbers">Of these students; null: of all.</param>
    public static async Task<Standings> StandingsAsync(
        NpgsqlTransaction moment, District district, LedgerRange range, MinutesFilter filter, string[]? studentNumbers,
        CancellationToken cancellationToken) =>
        await Standings.LoadAsync(await LedgerBook.OpenAsync(moment, district, range, studentNumbers, cancellationToken), filter.Standing(), cancellationToken);

    private sealed record NameOf(long Id, string Name);
}
