using System.Diagnostics;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.SeedData;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Bench;

/// <summary>A month's log rows: parsed, matched, every check, entries, findings and indexes written and committed.</summary>
/// <remarks>A month of another district is taken in first, unmeasured, as a worker has that behind it. The floor is <c>psql \copy</c> of the same file into a bare table, run before and after; the lower counts.</remarks>
public static class IngestBench
{
    private const string Measured = "maple-grove";
    private const string WarmUp = "warm-up";

    public static async Task<Measurement> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("medlogs-bench-").FullName;
        try
        {
            await using var server = await BenchServer.StartAsync();
            var logs = Generate(folder, rows);
            var header = File.ReadLines(logs).First();
            await server.ExecuteAsync($"create table bare ({string.Join(", ", header.Split(',').Select(column => $"\"{column}\" text"))})");
            var copy = $"truncate bare;\n\\copy bare from '{logs}' with (format csv, header)\n";

            var before = await server.PsqlAsync(copy);
            var took = await IngestAsync(server, folder, logs, rows);
            var after = await server.PsqlAsync(copy);
            return new Measurement(rows, took, before < after ? before : after);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Generate(string folder, int rows)
    {
        var month = new LogMonth(rows);
        SeedData.District.Write(month.Reference().ReferenceFiles(), folder);
        var logs = Path.Combine(folder, "logs.csv");
        using var stream = File.Create(logs);
        month.WriteLogs(stream);
        return logs;
    }

    private static async Task<TimeSpan> IngestAsync(BenchServer server, string folder, string logs, int rows)
    {
        var district = DistrictFile.Parse(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "SeedData", "maple-grove", "district.json")));
        await using (var connection = await server.Database.OpenConnectionAsync())
        {
            await district.StoreAsync(connection);
            await (district with { Code = WarmUp }).StoreAsync(connection);
        }

        foreach (var kind in Ingest.Files.FileKinds.All.Where(kind => !kind.HoldsEntries))
        {
            await ImportAsync(server, Measured, kind.Format.Kind, Path.Combine(folder, $"{kind.Format.Kind}.csv"));
        }

        await WarmUpAsync(server, folder);
        await server.ExecuteAsync("vacuum analyze");
        using var steps = new StepTimes("MedicaidLogs.Ingest");
        var clock = Stopwatch.StartNew();
        var outcome = await ImportAsync(server, Measured, "logs", logs);
        var took = clock.Elapsed;
        steps.Write();
        return outcome is IntakeOutcome.TakenIn taken && taken.Rows == rows
            ? took
            : throw new InvalidOperationException($"The logs were not taken in whole: {outcome}.");
    }

    /// <summary>A worker takes in many files in its life: the first one, which compiles the code, is not the one that is measured.</summary>
    private static async Task WarmUpAsync(BenchServer server, string folder)
    {
        var warm = Path.Combine(folder, "warm.csv");
        await using (var stream = File.Create(warm))
        {
            new LogMonth(MonthTables.WorthwhileRows).WriteLogs(stream);
        }

        await ImportAsync(server, WarmUp, "logs", warm);
    }

    private static async Task<IntakeOutcome> ImportAsync(BenchServer server, string code, string kind, string path)
    {
        await using var content = File.OpenRead(path);
        var clock = new FixedClock(new DateTimeOffset(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));
        await using var connection = await server.Database.OpenConnectionAsync();
        var district = (await Core.Districts.District.FindAsync(connection, code))!;
        return await new FileIntake(server.Database, clock).ImportAsync(
            district.DistrictId, new SentFile(kind, Path.GetFileName(path), null, Actor.Command("bench")), content);
    }
}
