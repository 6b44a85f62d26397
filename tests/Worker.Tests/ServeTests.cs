using System.Diagnostics;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests;

/// <summary><c>medlogs serve</c> as a service manager runs it: it finds by itself what is to be done, does it once, and stops when asked.</summary>
public sealed class ServeTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Two_workers_take_in_what_was_received_and_check_what_is_stale_once()
    {
        var rates = await district.ReceiveAsync("rates", CommandDistrict.Sample("rates.csv", 3));
        Assert.Equal((1L, 1L), (await CountAsync("intake.import_file where status = 'received'"), await CountAsync("intake.stale_month")));
        var checks = await CountAsync("intake.check_run");
        using var first = Medlogs.Start(district.Database.ConnectionString, "serve");
        using var second = Medlogs.Start(district.Database.ConnectionString, "serve", "--json");

        await UntilNoneAsync("intake.import_file where status = 'received'", first, second);
        await UntilNoneAsync("intake.stale_month", first, second);
        first.Stop();
        second.Stop();
        var (one, other) = (await first.EndAsync(), await second.EndAsync());

        Assert.Equal((0, ""), (one.ExitCode, one.Output));
        Assert.Equal((0, "{\n  \"stopped\": true\n}\n"), (other.ExitCode, other.Output));
        Assert.Equal(2, await CountAsync("intake.rate"));
        Assert.Equal(1, await CountAsync($"ops.audit_event where action = 'file.taken-in' and subject_id = '{rates}'"));

        // Rates that come after the check make the month stale again: then it is checked twice.
        Assert.InRange(await CountAsync("intake.check_run") - checks, 1, 2);
    }

    private async Task UntilNoneAsync(string rows, params Medlogs[] workers)
    {
        var watch = Stopwatch.StartNew();
        while (await CountAsync(rows) > 0)
        {
            Assert.True(watch.Elapsed < _longest, $"still there: {rows}\n{string.Join("\n", workers.Select(worker => worker.Errors))}");
            await Task.Delay(50);
        }
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var count = district.Database.DataSource.CreateCommand($"select count(*) from {rows}");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
