using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Months;
using Npgsql;

namespace MedicaidLogs.Web;

/// <summary>The signed-in user's district, as pages show it.</summary>
/// <param name="Zone">Instants are shown in it.</param>
/// <param name="Pack">The name of its state's rule pack.</param>
public sealed record District(DistrictId DistrictId, string Name, TimeZoneInfo Zone, string Pack)
{
    /// <summary>As many months as the chooser lists, the latest first.</summary>
    private const int MostMonths = 36;

    [Sql]
    private const string DistrictSql = "select name, time_zone, pack from ops.district where district_id = @districtId";

    /// <summary>An entry is never without a check run, and runs are few where entries are many.</summary>
    [Sql]
    private const string MonthsSql = """
        select distinct service_month
        from intake.check_run
        where district_id = @districtId
        order by service_month desc
        limit @limit
        """;

    private sealed record Row(string Name, string TimeZone, string Pack);

    public static async Task<District> LoadAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(
            DistrictSql, new { districtId }, cancellationToken: cancellationToken));
        return new(districtId, row.Name, TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone), row.Pack);
    }

    /// <summary>The months that hold entries, the latest first.</summary>
    public async Task<IReadOnlyList<ServiceMonth>> MonthsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var months = await connection.QueryAsync<DateOnly>(new CommandDefinition(
            MonthsSql, new { DistrictId, limit = MostMonths }, cancellationToken: cancellationToken));
        return [.. months.Select(ServiceMonth.Of)];
    }

    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).DateTime);
}
