using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Intake;

/// <summary>A place from which files would come by themselves, and do not until an administrator has seen to it.</summary>
/// <param name="Problem">Why it is stopped; null: somebody paused it.</param>
public sealed record WaitingPlace(string Name, string? Problem)
{
    private const int Most = 20;

    [Sql]
    private const string ListSql = """
        select name, case when paused_at is null then problem end as problem
        from ops.place
        where district_id = @districtId and poll_at is not null and (stopped_at is not null or paused_at is not null)
        order by name
        limit @limit
        """;

    public string Why => Problem ?? "It is paused.";

    public static async Task<IReadOnlyList<WaitingPlace>> ListAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<WaitingPlace>(new CommandDefinition(ListSql, new { districtId, limit = Most }, cancellationToken: cancellationToken))];
}
