using System.Diagnostics;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests;

public sealed class ServeSessionLogsTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private const string Open = "billing.session_log_run where status in ('asked', 'working')";

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task What_a_killed_worker_left_the_next_goes_on_with_and_nothing_is_made_twice()
    {
        await district.TakeInAsync("students", await File.ReadAllTextAsync(CommandDistrict.SamplePath("students.csv")));
        await district.TakeInAsync("providers", await File.ReadAllTextAsync(CommandDistrict.SamplePath("providers.csv")));
        await district.TakeInAsync("logs", CommandDistrict.Sample("logs-district.csv", 60));
        Directory.CreateDirectory(district.PathOf("private"));
        Assert.Equal(0, (await district.RunAsync("check", "--month", "2026-10", "--local", Local)).ExitCode);
        Assert.Equal(0, (await district.RunAsync("cert", "create", "--local", Local)).ExitCode);
        await new SessionLogDesk(district.Database.DataSource, TimeProvider.System)
            .AskAsync(district.DistrictId, new(2026, 10, 1), Actor.Command("test"));

        using (var killed = Medlogs.Start(district.Database.ConnectionString, "serve", "--local", Local))
        {
            await UntilAsync(async () => await CountAsync("billing.session_log") > 0, killed);
            Assert.True(await killed.KillAsync(TimeSpan.Zero));
        }

        var before = await CountAsync("billing.session_log");
        Assert.Equal(1, await CountAsync(Open));
        using var next = Medlogs.Start(district.Database.ConnectionString, "serve", "--local", Local);
        await UntilAsync(async () => await CountAsync(Open) == 0, next);
        next.Stop();
        Assert.Equal(0, (await next.EndAsync()).ExitCode);

        var logs = await CountAsync("(select distinct student_id, provider_id, service from intake.session_of_log) logs");
        Assert.InRange(before, 1, logs - 1);
        Assert.Equal(logs, await CountAsync("billing.session_log where version = 1"));
        Assert.Equal(logs, await CountAsync("billing.session_log"));
        Assert.Equal(logs, await CountAsync("ops.audit_event where action = 'session-log.sealed'"));
        Assert.Equal(1, await CountAsync($"billing.session_log_run where status = 'done' and logs = {logs} and seen = logs and failed = 0 and tries = 2"));
    }

    private string Local => district.PathOf("private/postgres");

    private static async Task UntilAsync(Func<Task<bool>> holds, Medlogs worker)
    {
        for (var watch = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(watch.Elapsed < _longest, worker.Errors);
            await Task.Delay(20);
        }
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var count = district.Database.DataSource.CreateCommand($"select count(*) from {rows}");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
