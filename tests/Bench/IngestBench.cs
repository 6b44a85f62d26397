using System.Diagnostics;

namespace MedicaidLogs.Bench;

/// <summary>A month's log rows: parsed, matched, every check, entries, findings and indexes written and committed.</summary>
public static class IngestBench
{
    public static async Task<Measurement> RunAsync(int rows)
    {
        await using var month = await MonthOfLogs.PrepareAsync(rows);
        await month.TakeFloorAsync();
        using var steps = new StepTimes("MedicaidLogs.Ingest");
        var clock = Stopwatch.StartNew();
        await month.TakeInAsync();
        var took = clock.Elapsed;
        steps.Write();
        await month.TakeFloorAsync();
        return new Measurement(rows, took, month.Floor);
    }
}
