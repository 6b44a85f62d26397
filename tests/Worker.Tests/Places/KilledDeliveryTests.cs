using System.Diagnostics;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Files;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Transfer;
using MedicaidLogs.Worker.Tests.Commands;
using MedicaidLogs.Worker.Tests.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Places;

/// <summary>Workers that are killed again and again while they deliver to a real server: each file is there once, whole.</summary>
public sealed class KilledDeliveryTests(CommandDistrict district, SftpFixture sftp) : IClassFixture<CommandDistrict>, IClassFixture<SftpFixture>
{
    private const int Files = 6;

    private const int Kills = 4;

    /// <summary>Each row of it is a step that a worker has committed.</summary>
    private const string Steps = "(select begun_at from billing.claim_delivery union all select laid_down_at from billing.claim_delivery where laid_down_at is not null) x";

    private const string BuildSql = """
        insert into billing.month_close (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
        values (@districtId, '2026-10-01', 1, now(), 'command:test', 1, 1, 1, 100, 0)
        on conflict do nothing;
        insert into billing.claim_run (district_id, claim_run_id, service_month, close_number, payer, terms, pack_name, pack_version, pack_hash, built_at,
            built_by, control_number, file_name, sha256, claims, lines, entries, charge_cents)
        values (@districtId, @run, '2026-10-01', 1, 'nh-mmis', '{}', 'nh', '1', 'x', now(), 'command:test', @run, @fileName, @hash, 1, 1, 1, 100);
        insert into billing.claim_release (district_id, claim_run_id, released_at, released_by) values (@districtId, @run, now(), 'command:test');
        """;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Workers_that_are_killed_in_the_middle_deliver_each_file_once()
    {
        var environment = new Dictionary<string, string> { ["MEDLOGS_SECRET_PAYER"] = SftpServer.Passphrase };
        var set = await Medlogs.RunAsync(district.Database.ConnectionString, environment, "places", "set", district.Write("payer.json", PlaceJson()));
        Assert.Equal(0, set.ExitCode);
        var contents = Enumerable.Range(1, Files).ToDictionary(run => $"oct-{run}.837", Content);
        foreach (var (name, content) in contents)
        {
            await ReleaseAsync(int.Parse(name.AsSpan(4, name.Length - 8), System.Globalization.CultureInfo.InvariantCulture), name, content);
        }

        var random = new Random(3);
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = await CountAsync(Steps);
            using var first = Start();
            using var second = Start();
            await UntilAsync(async () => await CountAsync(Steps) > before);
            await Task.WhenAll(first.KillAsync(Soon()), second.KillAsync(Soon()));
        }

        await UntilAsync(async () =>
        {
            using var last = Start();
            await last.EndAsync();
            return await CountAsync("billing.claim_delivery where delivered_at is not null") == Files;
        });
        Assert.Equal(contents.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(sftp.Server.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var (name, content) in contents)
        {
            Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(sftp.Server.Root, name)));
        }

        Assert.Equal(Files, await CountAsync("ops.audit_event where action = 'claims.delivered'"));
        Assert.Equal(0, await CountAsync("billing.claim_delivery where taken_at_once"));

        TimeSpan Soon() => TimeSpan.FromMilliseconds(random.Next(0, 300));
        Medlogs Start() => Medlogs.Start(district.Database.ConnectionString, environment, "places", "deliver", "payer");
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo();)
        {
            Assert.True(watch.Elapsed < _longest, "nothing goes on");
            await Task.Delay(10);
        }
    }

    private static byte[] Content(int run)
    {
        var content = new byte[400_000];
        new Random(run).NextBytes(content);
        return content;
    }

    private async Task ReleaseAsync(int run, string fileName, byte[] bytes)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        using var content = new MemoryStream(bytes);
        var stored = await FileStore.PutAsync(transaction, district.DistrictId, content);
        await connection.ExecuteAsync(BuildSql, new { district.DistrictId, run, fileName, hash = stored.Hash.ToBytes() }, transaction);
        await transaction.CommitAsync();
    }

    private async Task<int> CountAsync(string rows)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>($"select count(*) from {rows}");
    }

    private string PlaceJson() => new JsonObject
    {
        ["name"] = "payer",
        ["kind"] = "sftp",
        ["address"] = "localhost",
        ["port"] = sftp.Server.Port,
        ["user"] = SftpServer.User,
        ["secret"] = "PAYER",
        ["key_file"] = sftp.Server.KeyFile,
        ["host_key"] = sftp.Server.HostKey,
        ["deliver"] = new JsonObject { ["folder"] = sftp.Server.Root, ["payer"] = "nh-mmis" },
    }.ToJsonString();
}
