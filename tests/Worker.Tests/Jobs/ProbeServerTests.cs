using System.Net;
using System.Net.Sockets;
using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Jobs;

namespace MedicaidLogs.Worker.Tests.Jobs;

public sealed class ProbeServerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_worker_says_that_it_lives_and_can_work()
    {
        var address = UnusedAddress();
        var server = new ProbeServer(address, database.DataSource);
        await server.StartAsync(default);

        using var asker = new HttpClient { BaseAddress = address };
        Assert.Equal("ok", await asker.GetStringAsync("/healthz"));
        Assert.Equal("ok", await asker.GetStringAsync("/readyz"));

        await server.StopAsync(default);
        await Assert.ThrowsAsync<HttpRequestException>(() => asker.GetStringAsync("/healthz"));
        await using var connection = await database.DataSource.OpenConnectionAsync(); // it was lent, and is not closed
    }

    [Fact]
    public async Task A_worker_without_its_schema_is_not_ready()
    {
        var address = UnusedAddress();
        await using var other = MedlogsDatabase.Connect($"{database.ConnectionString};Database=postgres", "medlogs tests");
        var server = new ProbeServer(address, other);
        await server.StartAsync(default);

        using var asker = new HttpClient { BaseAddress = address };
        using var answer = await asker.GetAsync("/readyz");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "medlogs migrate"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        await server.StopAsync(default);
    }

    private static Uri UnusedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://{listener.LocalEndpoint}");
    }
}
