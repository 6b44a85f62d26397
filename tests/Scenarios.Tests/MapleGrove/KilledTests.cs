using System.Diagnostics;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>kill -9 at any moment, and the command run again: the same rows, numbers and bytes as if nothing had happened.</summary>
public sealed class KilledTests : IAsyncLifetime
{
    private const int Points = 10;
    private const int MostTries = 3 * Points;
    private const string AsOf = "2026-11-09";

    private static readonly string[] _reference = ["calendar", "students", "providers", "supervision", "grid", "consents", "orders", "eligibility", "absences", "stays", "authorizations", "other-payments", "rates"];

    private readonly DatabaseFixture _database = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("medlogs-").FullName;

    [Fact]
    public Task An_import_ends_as_if_it_had_not_been_killed() =>
        AssertSurvivesAsync(["import", "logs", Sample("logs-district.csv"), Sample("logs-late.csv")]);

    [Fact]
    public async Task An_export_ends_as_if_it_had_not_been_killed()
    {
        await RunAsync(_database, ["import", "logs", Sample("logs-district.csv")]);
        await RunAsync(_database, ["month", "close", "--month", "2026-10"]);

        await AssertSurvivesAsync(["month", "export", "--month", "2026-10"]);
    }

    [Fact]
    public async Task A_release_ends_as_if_it_had_not_been_killed()
    {
        await RunAsync(_database, ["import", "logs", Sample("logs-district.csv")]);
        await RunAsync(_database, ["month", "close", "--month", "2026-10"]);
        await RunAsync(_database, ["month", "export", "--month", "2026-10"], _folder);
        await RunAsync(_database, ["user", "add", "finance@maple-grove.example", "--role", "finance", "--name", "Some Body"]);

        await AssertSurvivesAsync(["month", "release", "--run", "1", "--by", "finance@maple-grove.example"]);
    }

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        var district = DistrictFile.Parse(await File.ReadAllBytesAsync(Sample("district.json")));
        await district.StoreAsync(connection);
        var districtId = (await District.FindAsync(connection, district.Code))!.DistrictId;
        var intake = new FileIntake(_database.DataSource, new FixedClock(new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero)));
        foreach (var kind in _reference)
        {
            await using var content = File.OpenRead(Sample($"{kind}.csv"));
            await intake.ImportAsync(districtId, new SentFile(kind, $"{kind}.csv", null, Actor.Command("test")), content);
        }
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AssertSurvivesAsync(string[] command)
    {
        var undisturbed = await _database.CopyAsync();
        var (watch, folder) = (Stopwatch.StartNew(), NewFolder());
        await RunAsync(undisturbed, command, folder);
        var (duration, expected, files) = (watch.Elapsed, await TableContents.ReadAsync(undisturbed.DataSource), Files(folder));
        await undisturbed.DisposeAsync();

        var random = new Random(Seed: 20261001);
        var killed = 0;
        for (var tries = 0; killed < Points && tries < MostTries; tries++)
        {
            // The first quarter is the runtime's own start.
            var after = duration * (0.25 + (0.75 * (killed + random.NextDouble()) / Points));
            var database = await _database.CopyAsync();
            folder = NewFolder();
            watch.Restart();
            using (var medlogs = Medlogs.Start(database.ConnectionString, Arguments(command, folder)))
            {
                if (await medlogs.KillAsync(after))
                {
                    killed++;
                }
                else if (watch.Elapsed < duration)
                {
                    duration = watch.Elapsed; // it was measured on a busier machine
                }
            }

            await RunAsync(database, command, folder);
            expected.AssertSame(await TableContents.ReadAsync(database.DataSource));
            Assert.Equal(files, Files(folder));
            await database.DisposeAsync();
        }

        Assert.Equal(Points, killed);
    }

    private static async Task RunAsync(DatabaseFixture database, string[] command, string? folder = null)
    {
        var result = await Medlogs.RunAsync(database.ConnectionString, Arguments(command, folder));
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private static string[] Arguments(string[] command, string? folder) =>
        [.. command, "--as-of", AsOf, .. folder is not null && command is ["month", "export" or "release", ..] ? new[] { "--out", folder } : []];

    private static string Sample(string file) => Path.Combine(SampleFolder.Path, file);

    /// <summary>Names and contents; claim files are ASCII.</summary>
    private static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(folder, path)}\n{File.ReadAllText(path)}"),
    ];

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
}
