using MedicaidLogs.Core.Health;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>Answers the <see cref="Probes"/> of a worker, which otherwise listens nowhere.</summary>
public sealed class ProbeServer(Uri address, NpgsqlDataSource database) : IHostedService
{
    private WebApplication? _app;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.OriginalString);
        builder.Services.AddSingleton(database);
        _app = builder.Build();
        _app.MapProbes();
        return _app.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _app!.StopAsync(cancellationToken);
        await _app.DisposeAsync();
    }
}
