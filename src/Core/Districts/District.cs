using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Core.Districts;

/// <summary>A school district as claims and checks need it.</summary>
/// <param name="State">Whose Medicaid program pays; <paramref name="StateCode"/> is of the address.</param>
/// <param name="Pack">The name of its state's rule pack.</param>
/// <param name="SecondPersonReleases">A claim file is released by somebody else than the person who built it.</param>
/// <param name="KeepSetting">How many days it keeps what, as JSON; null: as long as is usual.</param>
/// <param name="OwnPackFile">The name of the file with its own layer over that pack, or null.</param>
/// <param name="OwnPack">That file's content.</param>
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
    string Payer,
    bool SecondPersonReleases,
    string? KeepSetting,
    string? OwnPackFile,
    byte[]? OwnPack)
{
    private const string Columns = """
        select d.district_id, d.code, d.name, d.time_zone, d.state, d.npi, d.tax_id, d.street, d.city, d.state_code, d.postal_code, d.phone, d.pack,
               coalesce(d.settings ->> 'payer', '') as payer,
               coalesce((d.settings ->> 'secondPersonReleases')::boolean, true) as second_person_releases,
               d.settings ->> 'keepDays' as keep_setting, o.file_name as own_pack_file, o.content as own_pack
        from ops.district d
        left join lateral (
            select p.file_name, p.content from ops.district_pack p where p.district_id = d.district_id order by p.number desc limit 1) o on true
        """;

    [Sql]
    private const string ByIdSql = Columns + """

        where d.district_id = @districtId
        """;

    [Sql]
    private const string ByCodeSql = Columns + """

        where d.code = @code
        """;

    /// <summary>The district's own clock: service dates and times are local, signing instants are not.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The state's rule pack, under the district's own layer where it has one.</summary>
    /// <exception cref="PackException">There is no such pack, or the own layer does not fit it since the program came with another.</exception>
    public RulePack RulePack => OwnPack is null ? RulePack.Shipped(Pack) : RulePack.Stored(OwnPack, OwnPackFile!);

    /// <summary>For how many days each of <see cref="Kept.All"/> is kept, by its member.</summary>
    public IReadOnlyDictionary<string, int> KeepDays
    {
        get
        {
            var own = KeepSetting is null ? null : JsonSerializer.Deserialize(KeepSetting, DistrictJson.Default.IReadOnlyDictionaryStringInt32);
            return Kept.All.ToDictionary(kept => kept.Member, kept => own?.GetValueOrDefault(kept.Member, kept.UsualDays) ?? kept.UsualDays);
        }
    }

    /// <summary>The same district with another pack, for asking what that would change.</summary>
    public District Under(RulePack pack) =>
        this with { Pack = pack.Layers[0].Name, OwnPackFile = pack.Layers[^1].File, OwnPack = pack.Layers[^1].Json.ToArray() };

    /// <summary>Today in the district.</summary>
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).DateTime);

    public static Task<District> LoadAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleAsync<District>(new CommandDefinition(ByIdSql, new { districtId }, cancellationToken: cancellationToken));

    /// <summary>The district of that code, or null.</summary>
    public static Task<District?> FindAsync(NpgsqlConnection connection, string code, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<District?>(new CommandDefinition(ByCodeSql, new { code }, cancellationToken: cancellationToken));
}
