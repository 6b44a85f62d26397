using Dapper;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Places;

/// <summary>Claim files of one claim each for the payer <c>nh-mmis</c>, as a build and a release leave them.</summary>
internal static class ReleasedFiles
{
    private const string BuildSql = """
        insert into billing.month_close (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
        values (@districtId, '2026-10-01', 1, @at, 'command:test', 1, 1, 1, 100, 0)
        on conflict do nothing;
        insert into billing.claim_run (district_id, claim_run_id, service_month, close_number, payer, terms, pack_name, pack_version, pack_hash, built_at,
            built_by, control_number, file_name, sha256, claims, lines, entries, charge_cents)
        values (@districtId, @run, '2026-10-01', 1, 'nh-mmis', '{}', 'nh', '1', 'x', @at, 'command:test', @run, @fileName, @hash, 1, 1, 1, 100);
        """;

    private const string ReleaseSql =
        "insert into billing.claim_release (district_id, claim_run_id, released_at, released_by) values (@districtId, @run, @at, 'command:test')";

    public static string NameOf(int run) => $"oct-{run}.837";

    public static async Task BuildAsync(NpgsqlDataSource database, DistrictId districtId, int run, byte[] bytes, DateTimeOffset at)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        using var content = new MemoryStream(bytes);
        var stored = await FileStore.PutAsync(transaction, districtId, content);
        await connection.ExecuteAsync(BuildSql, new { districtId, run, fileName = NameOf(run), hash = stored.Hash.ToBytes(), at }, transaction);
        await transaction.CommitAsync();
    }

    public static async Task ReleaseAsync(NpgsqlDataSource database, DistrictId districtId, int run, byte[] bytes, DateTimeOffset at)
    {
        await BuildAsync(database, districtId, run, bytes, at);
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(ReleaseSql, new { districtId, run, at });
    }
}
