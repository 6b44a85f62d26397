using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>Maple Grove's October as <c>medlogs demo</c> leaves it, on a database of the test class's own.</summary>
public sealed class MapleGroveMonth : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medlogs-").FullName;

    public DatabaseFixture Database { get; } = new();

    public MedlogsResult FirstRun { get; private set; } = null!;

    public Task<MedlogsResult> RunAsync() => Medlogs.RunAsync(Database.ConnectionString, "demo", "--out", _folder);

    /// <summary>The names and bytes of the files that it wrote into a folder of the month.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Files(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(_folder, "maple-grove", "2026-10", folder)).Order(StringComparer.Ordinal)
        select (Path.GetFileName(path), File.ReadAllBytes(path));

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        FirstRun = await RunAsync();
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
