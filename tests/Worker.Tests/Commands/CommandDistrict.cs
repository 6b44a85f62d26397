using System.Text;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary>The sample district with one October session, whose students came after it: the month is stale. And a folder for files to send.</summary>
public sealed class CommandDistrict : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medlogs-").FullName;
    private readonly DatabaseFixture _database = new();

    public DatabaseFixture Database => _database;

    public DistrictId DistrictId { get; private set; }

    public static string SamplePath(string name) => Path.Combine(Repository.Root, "SeedData", "maple-grove", name);

    /// <summary>The first lines of a file of the sample.</summary>
    public static string Sample(string name, int lines) => string.Concat(File.ReadLines(SamplePath(name)).Take(lines).Select(line => line + "\n"));

    public Task<MedlogsResult> RunAsync(params IEnumerable<string> arguments) => Medlogs.RunAsync(_database.ConnectionString, arguments);

    /// <summary>Writes a file and says where it stands.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Where a file stands that was or was not written.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    public Task<IntakeOutcome> TakeInAsync(string kind, string content) => Intake.ImportAsync(DistrictId, Sent(kind), Stream(content));

    /// <summary>Leaves a file as an import leaves it that died in the middle.</summary>
    public async Task<long> ReceiveAsync(string kind, string content) =>
        (await Intake.ReceiveAsync(DistrictId, Sent(kind), Stream(content))).ImportFileId;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        var file = DistrictFile.Parse(await File.ReadAllBytesAsync(SamplePath("district.json")));
        await using (var connection = await _database.DataSource.OpenConnectionAsync())
        {
            await file.StoreAsync(connection);
            DistrictId = (await District.FindAsync(connection, file.Code))!.DistrictId;
        }

        await TakeInAsync("logs", Sample("logs-district.csv", 2));
        await TakeInAsync("students", Sample("students.csv", 3));
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private FileIntake Intake => new(_database.DataSource, new FixedClock(new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero)));

    private static SentFile Sent(string kind) => new(kind, $"{kind}.csv", null, Actor.Command("test"));

    private static MemoryStream Stream(string content) => new(Encoding.UTF8.GetBytes(content));
}
