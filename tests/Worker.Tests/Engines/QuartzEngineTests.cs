using Dapper;
using MedicaidLogs.Worker.Engines;

namespace MedicaidLogs.Worker.Tests.Engines;

public sealed class QuartzEngineTests(ConformanceDatabase database) : EngineConformance(database, "quartz")
{
    protected override string LoseTriggers => "delete from qrtz_simple_triggers where trigger_name <> 'sweep'; delete from qrtz_triggers where trigger_name <> 'sweep'";

    /// <summary>Each sweep asks again for all that waits, and a backlog may be long.</summary>
    [Fact]
    public async Task Work_that_waits_already_is_asked_for_without_locking_other_workers_out()
    {
        await using var host = await StartAsync();
        var backlog = await NewAsync(held: true, count: JobLimits.PerDistrict + 3);
        await InTransactionAsync(transaction => host.Engine.EnqueueAsync(backlog, transaction));
        await UntilAsync($"conformance.ran where district_id = {backlog[0].DistrictId}", JobLimits.PerDistrict);

        await InTransactionAsync(async locked =>
        {
            await locked.Connection!.ExecuteAsync("select from qrtz_locks where lock_name = 'TRIGGER_ACCESS' for update", transaction: locked);
            await InTransactionAsync(transaction => host.Engine.EnqueueAsync(backlog, transaction)).WaitAsync(TimeSpan.FromSeconds(30));
        });

        await LetGoAsync(backlog[0]);
        await UntilDoneAsync([.. backlog]);
        Assert.Equal(backlog.Count, await CountAsync($"conformance.ran where district_id = {backlog[0].DistrictId}"));
    }
}
