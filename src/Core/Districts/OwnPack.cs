using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Core.Districts;

/// <summary>A district's own layer over its state's rule pack, as imported. Each import is kept; the last one is in force.</summary>
public static class OwnPack
{
    [Sql]
    private const string InsertSql = """
        insert into ops.district_pack (district_id, number, file_name, content, pack_hash, imported_at, imported_by)
        select @districtId, coalesce(max(number), 0) + 1, @file, @content, @hash, @at, @by
        from ops.district_pack
        where district_id = @districtId
        """;

    /// <summary>Reads a file as a layer of a district's pack.</summary>
    /// <exception cref="PackException">It is no pack, or another district's, or stands on another pack than the district has.</exception>
    public static RulePack Parse(District district, string file, byte[] json)
    {
        var pack = RulePack.Parse(json, file);
        var said = pack.Layers[^1].Said;
        PackFault[] faults =
        [
            .. pack.Name == district.Code ? Array.Empty<PackFault>() : [new(said["name"]!.Place, $"\"{pack.Name}\" stands here", $"the district's code, \"{district.Code}\"")],
            .. said["extends"]?.TextOrNull == district.Pack
                ? Array.Empty<PackFault>()
                : [new((said["extends"] ?? said).Place, "the file does not stand on the district's pack", $"\"extends\": \"{district.Pack}\"")],
        ];
        return faults.Length == 0 ? pack : throw new PackException(faults);
    }

    /// <param name="pack">The pack that the district has from now on; of one layer more than the state's where the district has its own.</param>
    /// <param name="own">The file's content; null: none any more.</param>
    public static Task StoreAsync(
        NpgsqlTransaction transaction, DistrictId districtId, RulePack pack, byte[]? own, ChangeContext change, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                file = own is null ? null : pack.Layers[^1].File,
                content = own,
                hash = pack.Hash,
                at = change.When,
                by = change.Who.ToString(),
            },
            transaction,
            cancellationToken: cancellationToken));
}
