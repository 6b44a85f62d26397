using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A built claim file; its bytes are in the file store. It waits until it is released or withdrawn (<see cref="ClaimRelease"/>).</summary>
/// <param name="BuiltBy">An actor, as the audit trail writes it.</param>
public sealed record ClaimFile(
    long ClaimRunId, DateOnly Month, string Payer, string FileName, FileHash Sha256, DateTimeOffset BuiltAt, string BuiltBy, int Claims, int Lines,
    int Entries, long ChargeCents, DateTimeOffset? ReleasedAt, string? ReleasedBy, DateTimeOffset? WithdrawnAt)
{
    private const string Columns = """
        select r.claim_run_id, r.service_month as month, r.payer, r.file_name, r.sha256, r.built_at, r.built_by, r.claims, r.lines,
               r.entries, r.charge_cents, f.released_at, f.released_by, w.withdrawn_at
        from billing.claim_run r
        left join billing.claim_release f on f.district_id = r.district_id and f.claim_run_id = r.claim_run_id
        left join billing.claim_withdrawal w on w.district_id = r.district_id and w.claim_run_id = r.claim_run_id
        where r.district_id = @districtId
        """;

    [Sql]
    private const string OfMonthSql = Columns + """

          and r.service_month = @month
        order by r.claim_run_id
        limit 10000
        """;

    [Sql]
    private const string OfRunSql = Columns + """

          and r.claim_run_id = @claimRunId
        """;

    [Sql]
    private const string OfNameSql = Columns + """

          and r.file_name = @fileName
        """;

    /// <summary>Nobody has released or withdrawn it yet.</summary>
    public bool Waits => ReleasedAt is null && WithdrawnAt is null;

    /// <summary>The month's files, the oldest first, those that wait and those that were withdrawn among them.</summary>
    public static async Task<IReadOnlyList<ClaimFile>> OfMonthAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default) =>
        [.. await connection.QueryAsync<ClaimFile>(new CommandDefinition(OfMonthSql, new { districtId, month }, cancellationToken: cancellationToken))];

    /// <summary>The file of a run, or null.</summary>
    public static Task<ClaimFile?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long claimRunId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<ClaimFile?>(new CommandDefinition(
            OfRunSql, new { districtId, claimRunId }, cancellationToken: cancellationToken));

    /// <summary>The file of that name, or null.</summary>
    public static Task<ClaimFile?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, string fileName, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<ClaimFile?>(new CommandDefinition(
            OfNameSql, new { districtId, fileName }, cancellationToken: cancellationToken));

    /// <summary>Writes the bytes into a folder, under a temporary name until they are whole.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="InvalidOperationException">Nobody has released it.</exception>
    public async Task<string> SaveAsync(
        NpgsqlConnection connection, DistrictId districtId, string folder, CancellationToken cancellationToken = default)
    {
        if (ReleasedAt is null)
        {
            throw new InvalidOperationException($"{FileName} is not released.");
        }

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
