using System.Diagnostics;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests;

/// <summary>A worker that is there does not let people wait for its next look around.</summary>
public sealed class ServeWakeUpTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private static readonly TimeSpan _longestStart = TimeSpan.FromSeconds(45);

    /// <summary>Far less than the minute between two sweeps.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_file_that_comes_while_a_worker_runs_is_begun_at_once()
    {
        await district.ReceiveAsync("rates", CommandDistrict.Sample("rates.csv", 3));
        using var worker = Medlogs.Start(district.Database.ConnectionString, "serve");
        await UntilNoneAsync(_longestStart, worker, "intake.import_file where status = 'received'", "intake.stale_month", "ops.job_run where state <> 'done'");

        await district.ReceiveAsync("calendar", CommandDistrict.Sample("calendar.csv", 3));

        await UntilNoneAsync(_longestWait, worker, "intake.import_file where status = 'received'", "intake.stale_month");
        worker.Stop();
        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
    }

    private async Task UntilNoneAsync(TimeSpan longest, Medlogs worker, params string[] tables)
    {
        var watch = Stopwatch.StartNew();
        while (await CountAsync(tables) > 0)
        {
            Assert.True(watch.Elapsed < longest, $"still there: {string.Join(", ", tables)}\n{worker.Errors}");
            await Task.Delay(50);
        }
    }

    private async Task<long> CountAsync(string[] tables)
    {
        await using var count = district.Database.DataSource.CreateCommand(
            $"select {string.Join(" + ", tables.Select(table => $"(select count(*) from {table})"))}");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
