using System.Diagnostics;
using Dapper;
using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Worker.Tests;

/// <summary>A month is closed and its file built by workers, who find what was asked for while nobody listened.</summary>
public sealed class ServeClosingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(90);

    private static readonly DateOnly _october = new(2026, 10, 1);

    private static readonly Actor _clerk = Actor.User(new Guid("11111111-1111-1111-1111-111111111111"));

    private ClosingDesk Desk => new(database.DataSource, StoredDistrict.Clock);

    [Fact]
    public async Task What_a_killed_worker_was_at_the_next_does_once()
    {
        var district = await StoredDistrict.CreateAsync(
            database, new DistrictBuilder().Change((Ingest.People.Student student) => student with { MedicaidId = "10000000001" }));
        await district.LogAsync(An.Entry().On(new DateOnly(2026, 10, 6)));
        Assert.True(await Desk.AskToCloseAsync(district.DistrictId, _october, _clerk));

        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var busy = await connection.BeginTransactionAsync())
        {
            await DistrictLock.AcquireAsync(busy, district.DistrictId);
            using var killed = Serve();
            await UntilAsync("ops.job_run where kind = 'close-month' and state = 'running'", killed);
            Assert.True(await killed.KillAsync(TimeSpan.Zero));
        }

        Assert.Equal(0, await CountAsync("billing.month_close"));
        using var next = Serve();
        await UntilAsync("billing.closing_request where work = 'close-month' and status = 'done'", next);
        Assert.True(await Desk.AskToBuildAsync(district.DistrictId, _october, "nh-mmis", delayReason: null, _clerk));
        await UntilAsync("billing.closing_request where work = 'build-claims' and status = 'done' and claim_run_id is not null", next);
        await UntilAsync("ops.job_run where kind = 'build-claims' and state = 'done'", next);
        next.Stop();
        Assert.Equal(0, (await next.EndAsync()).ExitCode);

        Assert.Equal(1, await CountAsync("billing.month_close"));
        Assert.Equal(1, await CountAsync("billing.claim_run"));
        Assert.Equal(2, await CountAsync($"ops.audit_event where action in ('month.closed', 'claims.built') and actor = '{_clerk}'"));
    }

    /// <summary>On a day on which October's claims are not late.</summary>
    private Medlogs Serve() => Medlogs.Start(database.ConnectionString, "serve", "--as-of", "2026-11-09");

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
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows}");
    }
}
