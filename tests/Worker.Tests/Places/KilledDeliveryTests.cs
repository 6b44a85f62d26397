using System.Diagnostics;
using System.Text.Json.Nodes;
using Dapper;
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

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Workers_that_are_killed_in_the_middle_deliver_each_file_once()
    {
        var environment = new Dictionary<string, string> { ["MEDLOGS_SECRET_PAYER"] = SftpServer.Passphrase };
        var set = await Medlogs.RunAsync(district.Database.ConnectionString, environment, "places", "set", district.Write("payer.json", PlaceJson()));
        Assert.Equal(0, set.ExitCode);
        for (var run = 1; run <= Files; run++)
        {
            await ReleasedFiles.ReleaseAsync(district.Database.DataSource, district.DistrictId, run, Content(run), TimeProvider.System.GetUtcNow());
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
        var runs = Enumerable.Range(1, Files).ToList();
        Assert.Equal(
            runs.Select(ReleasedFiles.NameOf).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(sftp.Server.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var run in runs)
        {
            Assert.Equal(Content(run), await File.ReadAllBytesAsync(Path.Combine(sftp.Server.Root, ReleasedFiles.NameOf(run))));
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
