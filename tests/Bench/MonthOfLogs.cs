using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.SeedData;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Bench;

/// <summary>A server with a district and all its records, and a file with a month of its logs that is not taken in yet.</summary>
/// <remarks>
/// A month of another district is taken in first, as a worker has that behind it. The floor of all that is done with a month is
/// <c>psql \copy</c> of its file into a bare table, run before and after; the lower counts.
/// </remarks>
public sealed class MonthOfLogs : IAsyncDisposable
{
    private const string Measured = "maple-grove";
    private const string WarmUp = "warm-up";

    private readonly string _folder = Directory.CreateTempSubdirectory("medlogs-bench-").FullName;
    private readonly int _rows;
    private readonly List<TimeSpan> _floors = [];

    private MonthOfLogs(BenchServer server, int rows)
    {
        Server = server;
        _rows = rows;
    }

    public BenchServer Server { get; }

    public static DateOnly Month { get; } = new(2026, 10, 1);

    public static FixedClock Clock => new(new DateTimeOffset(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));

    public TimeSpan Floor => _floors.Min();

    private string Logs => Path.Combine(_folder, "logs.csv");

    public static async Task<MonthOfLogs> PrepareAsync(int rows)
    {
        var month = new MonthOfLogs(await BenchServer.StartAsync(), rows);
        month.WriteFiles();
        await month.ImportRecordsAsync();
        await month.ImportAsync(WarmUp, "logs", Path.Combine(month._folder, "warm.csv"));
        var columns = File.ReadLines(month.Logs).First().Split(',');
        await month.Server.ExecuteAsync($"create table bare ({string.Join(", ", columns.Select(column => $"\"{column}\" text"))})");
        await month.Server.ExecuteAsync("vacuum analyze");
        return month;
    }

    public async Task TakeFloorAsync() =>
        _floors.Add(await Server.PsqlAsync($"truncate bare;\n\\copy bare from '{Logs}' with (format csv, header)\n"));

    public async Task TakeInAsync()
    {
        if (await ImportAsync(Measured, "logs", Logs) is not IntakeOutcome.TakenIn { Rows: var rows } || rows != _rows)
        {
            throw new InvalidOperationException("The logs were not taken in whole.");
        }
    }

    public async Task<DistrictId> DistrictIdAsync()
    {
        await using var connection = await Server.Database.OpenConnectionAsync();
        return (await Core.Districts.District.FindAsync(connection, Measured))!.DistrictId;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void WriteFiles()
    {
        var month = new LogMonth(_rows);
        SeedData.District.Write(month.Reference().ReferenceFiles(), _folder);
        using var logs = File.Create(Logs);
        month.WriteLogs(logs);
        using var warm = File.Create(Path.Combine(_folder, "warm.csv"));
        new LogMonth(MonthTables.WorthwhileRows).WriteLogs(warm);
    }

    private async Task ImportRecordsAsync()
    {
        var district = DistrictFile.Parse(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "SeedData", "maple-grove", "district.json")));
        await using (var connection = await Server.Database.OpenConnectionAsync())
        {
            await district.StoreAsync(connection);
            await (district with { Code = WarmUp }).StoreAsync(connection);
        }

        foreach (var kind in Ingest.Files.FileKinds.All.Where(kind => !kind.HoldsEntries))
        {
            if (Path.Combine(_folder, $"{kind.Format.Kind}.csv") is var path && File.Exists(path))
            {
                await ImportAsync(Measured, kind.Format.Kind, path);
            }
        }
    }

    private async Task<IntakeOutcome> ImportAsync(string code, string kind, string path)
    {
        await using var content = File.OpenRead(path);
        await using var connection = await Server.Database.OpenConnectionAsync();
        var district = (await Core.Districts.District.FindAsync(connection, code))!;
        return await new FileIntake(Server.Database, Clock).ImportAsync(
            district.DistrictId, new SentFile(kind, Path.GetFileName(path), null, Actor.Command("bench")), content);
    }
}
