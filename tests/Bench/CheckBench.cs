using System.Diagnostics;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Bench;

/// <summary>A whole month read from the store, every check, and the difference written: nothing, as nothing has changed.</summary>
/// <remarks>The floor is that of taking the month in.</remarks>
public static class CheckBench
{
    public static async Task<Measurement> RunAsync(int rows)
    {
        await using var month = await MonthOfLogs.PrepareAsync(rows);
        await month.TakeInAsync();
        await month.Server.ExecuteAsync("vacuum analyze");
        await month.TakeFloorAsync();
        var districtId = await month.DistrictIdAsync();
        using var steps = new StepTimes("MedicaidLogs.Ingest");
        var clock = Stopwatch.StartNew();
        var outcome = await new MonthCheck(month.Server.Database, MonthOfLogs.Clock).RunAsync(districtId, MonthOfLogs.Month, Actor.Command("bench"));
        var took = clock.Elapsed;
        steps.Write();
        await month.TakeFloorAsync();
        return outcome is { VerdictsChanged: 0, Added.Count: 0, Cleared.Count: 0 } && outcome.Entries == rows
            ? new Measurement(rows, took, month.Floor)
            : throw new InvalidOperationException($"The check changed what nothing had changed: {outcome}.");
    }
}
