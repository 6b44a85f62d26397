using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Engines;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Engines;

/// <summary>A worker with the suite's jobs: in this process, or as one of its own that a test can kill.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private static readonly Dictionary<string, AddEngine> _engines = new()
    {
        ["quartz"] = QuartzEngine.AddTo,
#if HANGFIRE
        ["hangfire"] = Worker.Engines.Hangfire.HangfireEngine.AddTo,
#endif
    };

    private readonly IHost _host;

    private EngineHost(IHost host) => _host = host;

    public IJobEngine Engine => _host.Services.GetRequiredService<IJobEngine>();

    public Guid WorkerId => _host.Services.GetRequiredService<ThisWorker>().WorkerId;

    /// <param name="swept">Told of each sweep.</param>
    public static async Task<EngineHost> StartAsync(string engine, NpgsqlDataSource database, TimeProvider clock, Action swept)
    {
        var host = Build(engine, database, clock, swept, LogLevel.None);
        await host.StartAsync();
        return new(host);
    }

    /// <summary>As a process of its own: <c>dotnet MedicaidLogs.Worker.Tests.dll ENGINE</c>.</summary>
    public static async Task<int> Main(string[] args)
    {
        await using var database = MedlogsDatabase.Connect(Environment.GetEnvironmentVariable(MedlogsDatabase.ConnectionVariable)!, "medlogs engine");
        using var host = Build(args[0], database, TimeProvider.System, () => { }, LogLevel.Information);
        await host.RunAsync();
        return 0;
    }

    public static Medlogs StartProcess(string engine, string connectionString) =>
        Medlogs.StartProgram($"{typeof(EngineHost).Assembly.GetName().Name}.dll", connectionString, engine);

    public async Task SweepAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sweep>().RunAsync(default);
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static IHost Build(string engine, NpgsqlDataSource database, TimeProvider clock, Action swept, LogLevel logLevel)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(logLevel).AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<System.Data.Common.DbDataSource>(database);
        builder.Services.AddSingleton(clock);
        builder.Services.AddJobs([Step.JobKind, NightStep.JobKind(swept)], _engines[engine]);
        return builder.Build();
    }
}

/// <summary>A database with the tables that say what the suite's jobs do.</summary>
public sealed class ConformanceDatabase : IAsyncLifetime
{
    public DatabaseFixture Fixture { get; } = new();

    public async Task InitializeAsync()
    {
        await Fixture.InitializeAsync();
        await using var connection = await Fixture.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(Step.Tables);
    }

    public Task DisposeAsync() => Fixture.DisposeAsync();
}
