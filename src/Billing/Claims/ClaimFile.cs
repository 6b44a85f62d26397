using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A built claim file; its bytes are in the file store.</summary>
public sealed record ClaimFile(
    long ClaimRunId, string Payer, string FileName, FileHash Sha256, DateTimeOffset BuiltAt, int Claims, int Lines, int Entries, long ChargeCents)
{
    [Sql]
    private const string OfMonthSql = """
        select claim_run_id, payer, file_name, sha256, built_at, claims, lines, entries, charge_cents
        from billing.claim_run
        where district_id = @districtId and service_month = @month
        order by claim_run_id
        limit 10000
        """;

    /// <summary>The month's files, the oldest first.</summary>
    public static async Task<IReadOnlyList<ClaimFile>> OfMonthAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default) =>
        [.. await connection.QueryAsync<ClaimFile>(new CommandDefinition(OfMonthSql, new { districtId, month }, cancellationToken: cancellationToken))];

    /// <summary>Writes the bytes into a folder, under a temporary name until they are whole.</summary>
    /// <returns>The path.</returns>
    public async Task<string> SaveAsync(
        NpgsqlConnection connection, DistrictId districtId, string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        var partial = path + ".part";
        await using (var bytes = await FileStore.OpenAsync(connection, districtId, Sha256, cancellationToken))
        await using (var target = File.Create(partial))
        {
            await bytes.CopyToAsync(target, cancellationToken);
        }

        File.Move(partial, path, overwrite: true);
        return path;
    }
}
