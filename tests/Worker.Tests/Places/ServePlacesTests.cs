using System.Diagnostics;
using System.Text.Json.Nodes;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests.Places;

/// <summary><c>medlogs serve</c> finds by itself what lies in an inbox, and what a payer is to get.</summary>
public sealed class ServePlacesTests(CommandDistrict district) : IClassFixture<CommandDistrict>, IDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-places-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_comes_in_and_a_claim_file_goes_out_without_a_person()
    {
        var (inbox, outbox) = (_folder.CreateSubdirectory("in"), _folder.CreateSubdirectory("out"));
        await File.WriteAllTextAsync(Path.Combine(inbox.FullName, "rates-1.csv"), CommandDistrict.Sample("rates.csv", 4));
        await district.RunAsync("places", "set", district.Write("folders.json", PlaceJson(inbox, outbox)));
        await district.RunAsync("places", "poll", "folders", "--as-of", "2026-01-05"); // seen long ago, so it has come to rest
        await ReleasedFiles.ReleaseAsync(
            district.Database.DataSource, district.DistrictId, 1, "ISA*~"u8.ToArray(), TimeProvider.System.GetUtcNow());

        using var worker = Medlogs.Start(district.Database.ConnectionString, "serve");
        await UntilOneAsync("ops.place_file where outcome = 'taken-in'", worker);
        await UntilOneAsync("billing.claim_delivery where delivered_at is not null", worker);
        await UntilOneAsync("ops.job_run where kind = 'poll-inbox' and state = 'done'", worker);
        await UntilOneAsync("ops.job_run where kind = 'deliver-claims' and state = 'done'", worker);
        worker.Stop();

        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        Assert.Equal(["in/done/rates-1.csv", "out/oct-1.837"], _folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder.FullName, file.FullName)).Order(StringComparer.Ordinal));
        Assert.Equal(0, await CountAsync("ops.job_run where state = 'failed'"));
    }

    private async Task UntilOneAsync(string rows, Medlogs worker)
    {
        for (var watch = Stopwatch.StartNew(); await CountAsync(rows) == 0;)
        {
            Assert.True(watch.Elapsed < _longest, $"still not there: {rows}\n{worker.Errors}");
            await Task.Delay(50);
        }
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var count = district.Database.DataSource.CreateCommand($"select count(*) from {rows}");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static string PlaceJson(DirectoryInfo inbox, DirectoryInfo outbox) => new JsonObject
    {
        ["name"] = "folders",
        ["kind"] = "folder",
        ["fetch"] = new JsonObject
        {
            ["folder"] = inbox.FullName,
            ["files"] = new JsonArray(new JsonObject { ["pattern"] = "rates-*.csv", ["kind"] = "rates" }),
            ["after"] = "move",
            ["move_to"] = "done",
        },
        ["deliver"] = new JsonObject { ["folder"] = outbox.FullName, ["payer"] = "nh-mmis" },
    }.ToJsonString();
}
