using Dapper;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Ingest.Places;

/// <summary>One at a time works at a place, or changes the way to it.</summary>
public static class PlaceLock
{
    private const int Space = 3; // of the two-number advisory locks: DistrictLock has 1, session logs have 2

    [Sql]
    private const string LockSql = "select pg_try_advisory_xact_lock(@space, @placeId)";

    /// <summary>Until the transaction ends.</summary>
    /// <returns>False where another has it; this one is not waited for.</returns>
    public static Task<bool> TryAsync(NpgsqlTransaction transaction, int placeId, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            LockSql, new { space = Space, placeId }, transaction, cancellationToken: cancellationToken));
}
