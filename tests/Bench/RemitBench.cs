using System.Diagnostics;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Bench;

/// <summary>An 835 with a line for each of so many claim lines: received, read, balanced, matched, posted and committed.</summary>
/// <remarks>
/// The floor is <c>psql \copy</c> of the same lines, as a table of plain columns, into a bare one, before and after; the lower counts.
/// A small remittance is posted first, as a worker has that behind it.
/// </remarks>
public static class RemitBench
{
    private const int WarmUpLines = 4_000;

    public static async Task<Measurement> RunAsync(int rows)
    {
        await using var server = await BenchServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("medlogs-bench-").FullName;
        try
        {
            var sent = await SentClaims.CreateAsync(server, WarmUpLines + rows);
            await PostAsync(server, sent, folder, 0, WarmUpLines);
            var (file, lines) = (Path.Combine(folder, "remit.835"), Path.Combine(folder, "lines.csv"));
            sent.WriteRemittance(file, lines, WarmUpLines, rows);
            await server.ExecuteAsync("create table bare (claim text, line text, day date, procedure text, charge bigint, paid bigint, adjusted bigint)");
            await server.ExecuteAsync("vacuum analyze");
            var floor = await FloorAsync(server, lines);
            using var steps = new StepTimes("MedicaidLogs.Billing");
            var clock = Stopwatch.StartNew();
            await ImportAsync(server, sent.DistrictId, file, rows);
            var took = clock.Elapsed;
            steps.Write();
            using var process = Process.GetCurrentProcess();
            await Console.Error.WriteLineAsync($"  peak working set     {process.PeakWorkingSet64 >> 20,6} MiB, file {new FileInfo(file).Length >> 20} MiB");
            return new Measurement(rows, took, TimeSpan.FromTicks(Math.Min(floor.Ticks, (await FloorAsync(server, lines)).Ticks)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<TimeSpan> FloorAsync(BenchServer server, string lines) =>
        server.PsqlAsync($"truncate bare;\n\\copy bare from '{lines}' with (format csv)\n");

    private static async Task PostAsync(BenchServer server, SentClaims sent, string folder, int from, int lines)
    {
        var file = Path.Combine(folder, "warm.835");
        sent.WriteRemittance(file, Path.Combine(folder, "warm.csv"), from, lines);
        await ImportAsync(server, sent.DistrictId, file, lines);
    }

    private static async Task ImportAsync(BenchServer server, DistrictId districtId, string path, int lines)
    {
        await using var content = File.OpenRead(path);
        var outcome = await new ResponseIntake(server.Database, MonthOfLogs.Clock)
            .ImportAsync(districtId, Path.GetFileName(path), content, Actor.Command("bench"));
        if (outcome is not ResponseOutcome.Posted { Summary: { Unmatched: 0 } summary } || summary.Lines != lines)
        {
            throw new InvalidOperationException($"The remittance was not posted whole: {outcome}.");
        }
    }
}
