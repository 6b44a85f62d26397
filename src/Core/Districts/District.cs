using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Core.Districts;

/// <summary>A school district as claims and checks need it.</summary>
/// <param name="State">Whose Medicaid program pays; <paramref name="StateCode"/> is of the address.</param>
public sealed record District(
    DistrictId DistrictId,
    string Code,
    string Name,
    string TimeZone,
    string State,
    string Npi,
    string TaxId,
    string Street,
    string City,
    string StateCode,
    string PostalCode,
    string Phone,
    string Pack,
    string Payer)
{
    private const string Columns = """
        select district_id, code, name, time_zone, state, npi, tax_id, street, city, state_code, postal_code, phone, pack,
               coalesce(settings ->> 'payer', '') as payer
        from ops.district
        """;

    [Sql]
    private const string ByIdSql = Columns + """

        where district_id = @districtId
        """;

    [Sql]
    private const string ByCodeSql = Columns + """

        where code = @code
        """;

    /// <summary>The district's own clock: service dates and times are local, signing instants are not.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public RulePack RulePack => RulePack.Shipped(Pack);

    /// <summary>Today in the district.</summary>
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).DateTime);

    public static Task<District> LoadAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleAsync<District>(new CommandDefinition(ByIdSql, new { districtId }, cancellationToken: cancellationToken));

    /// <summary>The district of that code, or null.</summary>
    public static Task<District?> FindAsync(NpgsqlConnection connection, string code, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<District?>(new CommandDefinition(ByCodeSql, new { code }, cancellationToken: cancellationToken));
}
