using System.Diagnostics;
using System.Text;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests;

public sealed class ServeResponsesTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task A_worker_posts_what_a_payer_sent_and_nobody_finished()
    {
        var intake = new ResponseIntake(district.Database.DataSource, TimeProvider.System);
        await intake.ReceiveAsync(
            district.DistrictId, "ta1", new MemoryStream(Encoding.ASCII.GetBytes(ResponsesCommandTests.Ta1(77))), Actor.Command("test"));
        using var worker = Medlogs.Start(district.Database.ConnectionString, "serve");

        for (var watch = Stopwatch.StartNew(); await CountAsync("billing.response_file where status = 'received'") > 0;)
        {
            Assert.True(watch.Elapsed < _longest, worker.Errors);
            await Task.Delay(50);
        }

        worker.Stop();
        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        Assert.Equal(1, await CountAsync("billing.run_answer where sent_number = '77' and claim_run_id is null"));
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var count = district.Database.DataSource.CreateCommand($"select count(*) from {rows}");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
