using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Closing;

/// <summary>Who did something, by the names of the district's accounts; the store keeps <c>user:</c> with an id, or a command.</summary>
public sealed class Actors
{
    [Sql]
    private const string NamesSql = """
        select 'user:' || user_id as actor, display_name as name
        from ops.user_account
        where district_id = @districtId and 'user:' || user_id = any(@actors)
        """;

    private const string Nobody = "a command";

    private readonly Dictionary<string, string> _names;

    private Actors(Dictionary<string, string> names) => _names = names;

    public string this[string actor] => _names.GetValueOrDefault(actor, Nobody);

    /// <summary>A name that a query found; else, where a command did it, that one did.</summary>
    public static string Said(string nameOrActor) => nameOrActor.StartsWith("command:", StringComparison.Ordinal) ? Nobody : nameOrActor;

    public static async Task<Actors> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, IEnumerable<string?> actors, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string Actor, string Name)>(new CommandDefinition(
            NamesSql, new { districtId, actors = actors.OfType<string>().Distinct().ToArray() }, cancellationToken: cancellationToken));
        return new(rows.ToDictionary(row => row.Actor, row => row.Name));
    }
}
