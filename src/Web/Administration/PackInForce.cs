using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>A layer of the district's own over its state's pack, as it was put in force.</summary>
/// <param name="FileName">Null: the layer before it was ended.</param>
public sealed record ImportedLayer(int Number, string? FileName, string PackHash, DateTime ImportedAt, string ImportedBy);

/// <summary>The rules that a district's sessions are judged by, and how they came to be.</summary>
/// <param name="Pack">Null: its own layer does not go with this version of the program, and <paramref name="Fault"/> says why.</param>
/// <param name="Imports">The last first.</param>
public sealed record PackInForce(RulePack? Pack, string? Fault, IReadOnlyList<ImportedLayer> Imports)
{
    private const int Most = 20;

    [Sql]
    private const string ImportsSql = """
        select p.number, p.file_name, p.pack_hash, p.imported_at, coalesce(u.display_name, p.imported_by) as imported_by
        from ops.district_pack p
        left join ops.user_account u on u.district_id = p.district_id and 'user:' || u.user_id = p.imported_by
        where p.district_id = @districtId
        order by p.number desc
        limit @limit
        """;

    public static async Task<PackInForce> LoadAsync(NpgsqlConnection connection, District district, CancellationToken cancellationToken)
    {
        var imports = (await connection.QueryAsync<ImportedLayer>(new CommandDefinition(
            ImportsSql, new { district.DistrictId, limit = Most }, cancellationToken: cancellationToken))).AsList();
        try
        {
            return new(district.RulePack, null, imports);
        }
        catch (PackException fault)
        {
            return new(null, fault.Message, imports);
        }
    }
}
