using System.Diagnostics;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Bench;

/// <summary>The claims of a closed month: sessions read, summed, held to every 837P rule, and claims, lines and the file's bytes stored.</summary>
/// <remarks>
/// The month has been through its preflight, as a district's has, so the program's code is compiled. The floor is
/// <c>psql \copy (select …) to</c> of the same claim lines, run twice after it; the lower counts.
/// </remarks>
public static class ExportBench
{
    public static async Task<Measurement> RunAsync(int rows)
    {
        await using var month = await MonthOfLogs.PrepareAsync(rows);
        await month.TakeInAsync();
        var districtId = await month.DistrictIdAsync();
        var who = Actor.Command("bench");
        await new MonthClose(month.Server.Database, MonthOfLogs.Clock).CloseAsync(districtId, MonthOfLogs.Month, who);
        var payer = PayerProfile.Shipped("nh-mmis");
        await new Preflight(month.Server.Database, MonthOfLogs.Clock).RunAsync(districtId, MonthOfLogs.Month, payer, who);
        await month.Server.ExecuteAsync("vacuum analyze");
        await month.Server.ExecuteAsync("checkpoint");

        using var steps = new StepTimes("MedicaidLogs.Billing");
        await using var memory = WorkingSet.Watch();
        var clock = Stopwatch.StartNew();
        var outcome = await new ClaimRun(month.Server.Database, MonthOfLogs.Clock).BuildAsync(
            districtId, MonthOfLogs.Month, payer, who);
        var took = clock.Elapsed;
        steps.Write();
        memory.Write();
        if (outcome is not ClaimRunOutcome.Built { LeftReady.Entries: 0 } built)
        {
            throw new InvalidOperationException($"The month was not claimed whole: {outcome}.");
        }

        Console.Error.WriteLine($"  {built.Totals}, {built.File.LengthBytes} bytes");
        var floors = new List<TimeSpan> { await FloorAsync(month.Server, districtId), await FloorAsync(month.Server, districtId) };
        return new Measurement(built.Totals.Entries, took, floors.Min());
    }

    private static async Task<TimeSpan> FloorAsync(BenchServer server, DistrictId districtId)
    {
        var path = Path.GetTempFileName();
        try
        {
            return await server.PsqlAsync(
                $"\\copy (select c.*, l.* from billing.claim c join billing.claim_line l using (district_id, claim_id) where district_id = {districtId} order by l.claim_id, l.line_number) to '{path}'\n");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
