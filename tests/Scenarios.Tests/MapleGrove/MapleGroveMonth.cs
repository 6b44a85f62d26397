using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>Maple Grove's October as <c>medlogs demo</c> leaves it, on a database of its own.</summary>
public sealed class MapleGroveMonth : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medlogs-").FullName;

    public DatabaseFixture Database { get; } = new();

    public MedlogsResult FirstRun { get; private set; } = null!;

    public Task<MedlogsResult> RunAsync() => Medlogs.RunAsync(Database.ConnectionString, "demo", "--out", _folder);

    /// <summary>The files that it wrote, by their paths within the month's folder.</summary>
    public SortedDictionary<string, byte[]> Files()
    {
        var month = Path.Combine(_folder, "maple-grove", "2026-10");
        var paths = Directory.EnumerateFiles(month, "*", SearchOption.AllDirectories);
        return new(paths.ToDictionary(path => Path.GetRelativePath(month, path), File.ReadAllBytes), StringComparer.Ordinal);
    }

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

/// <summary>The classes that look at the one month.</summary>
[CollectionDefinition(Name)]
public sealed class SharedMonth : ICollectionFixture<MapleGroveMonth>
{
    public const string Name = "Maple Grove's month";
}
