using System.Diagnostics;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests;

/// <summary>Jobs on the real engine as the pages see them: who works, what failed and why, what is done again.</summary>
public sealed class ServeJobsTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_fails_is_listed_with_its_cause_and_done_again_when_a_person_says_so()
    {
        var file = await district.ReceiveAsync("rates", CommandDistrict.Sample("rates.csv", 3));
        await ExecuteAsync("create table public.kept as select c.* from ops.stored_file_chunk c join intake.import_file f using (district_id, sha256) where f.status = 'received'");
        await ExecuteAsync("delete from ops.stored_file_chunk c using public.kept k where c.district_id = k.district_id and c.sha256 = k.sha256");
        var ofFile = $"kind = 'take-in-file' and subject = '{file}'";

        using (var worker = Medlogs.Start(district.Database.ConnectionString, "serve"))
        {
            await UntilAsync($"ops.job_run where {ofFile} and state = 'failed'", worker);
            await UntilAsync("ops.job_run where kind = 'verify-books' and state = 'done'", worker);
            Assert.True(Assert.Single(await WorkersAsync()).IsHeard);
            worker.Stop();
            Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        }

        Assert.False(Assert.Single(await WorkersAsync()).IsHeard);
        Assert.Equal(1, await CountAsync("billing.verification"));
        Assert.Equal(1, await CountAsync($"ops.job_run where {ofFile} and attempts = 1 and technical = 'System.IO.InvalidDataException' and cause is not null"));

        await ExecuteAsync("insert into ops.stored_file_chunk select * from public.kept");
        await using (var connection = await district.Database.DataSource.OpenConnectionAsync())
        {
            var failed = Assert.Single(await JobRun.PageAsync(connection, district.DistrictId, [JobState.Failed], after: null, default), run => run.Kind == "take-in-file");
            Assert.True(await new JobDesk(district.Database.DataSource, TimeProvider.System).RetryAsync(district.DistrictId, failed.JobRunId, Actor.Command("test")));
        }

        using var next = Medlogs.Start(district.Database.ConnectionString, "serve");
        await UntilAsync($"ops.job_run where {ofFile} and state = 'done'", next);
        next.Stop();
        Assert.Equal(0, (await next.EndAsync()).ExitCode);
        Assert.Equal(2, await CountAsync("intake.rate"));
    }

    private async Task<IReadOnlyList<WorkerPresence>> WorkersAsync()
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return await WorkerPresence.ListAsync(connection, default);
    }

    private async Task UntilAsync(string rows, Medlogs worker)
    {
        for (var watch = Stopwatch.StartNew(); await CountAsync(rows) == 0;)
        {
            Assert.True(watch.Elapsed < _longest, $"not there: {rows}\n{worker.Errors}");
            await Task.Delay(50);
        }
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows}");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
