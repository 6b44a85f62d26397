using Dapper;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Database;

/// <summary>One at a time per district: for work that reads a whole month and writes what follows from it.</summary>
public static class DistrictLock
{
    private const int Space = 1; // of the two-number advisory locks

    [Sql]
    private const string AcquireSql = "select pg_advisory_xact_lock(@space, @districtId)";

    /// <summary>Waits for the district, which is free again when the transaction ends.</summary>
    public static Task AcquireAsync(
        NpgsqlTransaction transaction, DistrictId districtId, CancellationToken cancellationToken = default) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            AcquireSql, new { space = Space, districtId }, transaction, cancellationToken: cancellationToken));
}
