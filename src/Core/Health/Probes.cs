using Dapper;
using MedicaidLogs.Core.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace MedicaidLogs.Core.Health;

/// <summary>What service managers and balancers ask a program: <c>/healthz</c>, whether it answers; <c>/readyz</c>, whether it can work.</summary>
/// <remarks>A program without its database is alive: to start it again would help nobody. It says nothing of data, versions or places.</remarks>
public static class Probes
{
    private const int LongestSeconds = 5;

    [Sql]
    private const string LastMigrationSql = "select coalesce(max(number), 0) from ops.schema_migration";

    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok")).AllowAnonymous();
        routes.MapGet("/readyz", ReadyAsync).AllowAnonymous();
    }

    /// <summary>200 when the database answers and holds this program's schema or a later one, else 503 and which of the two it is.</summary>
    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var last = await connection.ExecuteScalarAsync<int>(
                new CommandDefinition(LastMigrationSql, commandTimeout: LongestSeconds, cancellationToken: cancellationToken));
            return last >= Migration.Embedded.Count ? Results.Text("ok") : NotReady("medlogs migrate");
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return NotReady("medlogs migrate");
        }
        catch (NpgsqlException)
        {
            return NotReady("no database");
        }
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
