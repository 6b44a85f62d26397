using System.Text.Json;
using Dapper;
using Hangfire;
using Hangfire.PostgreSql;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Engines.Hangfire;

/// <summary>Jobs on Hangfire, with its store in our PostgreSQL.</summary>
/// <remarks>
/// Hangfire takes part in no transaction of somebody else's but an ambient one. So work is laid into an outbox by the caller's
/// transaction, and <see cref="HangfireRelay"/> hands it over from there.
/// </remarks>
public sealed class HangfireEngine : IJobEngine
{
    /// <summary>Where the program is built with another engine, nothing needs this table: so no migration makes it.</summary>
    internal const string Outbox = """
        create schema if not exists hangfire;
        create table if not exists hangfire.medlogs_outbox (
            outbox_id bigint primary key generated always as identity,
            job_key   text   not null unique,
            kind      text   not null,
            arguments jsonb  not null)
        """;

    [Sql(After = Outbox)]
    private const string AddSql = """
        insert into hangfire.medlogs_outbox (job_key, kind, arguments) values (@key, @Kind, @json::jsonb) on conflict (job_key) do nothing
        """;

    /// <summary>Short: a dead worker's jobs wait that long. Long jobs are kept by sliding it.</summary>
    private static readonly TimeSpan _invisibleFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _pollEvery = TimeSpan.FromMilliseconds(200);

    public Task EnqueueAsync<TArguments>(IReadOnlyList<TArguments> work, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
        where TArguments : IJobArguments =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            AddSql,
            work.Select(arguments => new { key = arguments.Key, arguments.Kind, json = JsonSerializer.Serialize(arguments) }),
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Adds the engine, its store in the host's registered <see cref="NpgsqlDataSource"/>, and the recurring sweep.</summary>
    /// <param name="kinds">What this host can do.</param>
    public static void AddTo(IServiceCollection services, IReadOnlyList<JobKind> kinds)
    {
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UsePostgreSqlStorage(
                options => options.UseConnectionFactory(new DataSourceConnections(provider.GetRequiredService<NpgsqlDataSource>())),
                new PostgreSqlStorageOptions
                {
                    SchemaName = "hangfire",
                    PrepareSchemaIfNecessary = true,
                    QueuePollInterval = _pollEvery,
                    InvisibilityTimeout = _invisibleFor,
                    UseSlidingInvisibilityTimeout = true,
                    EnableTransactionScopeEnlistment = true,
                    EnableLongPolling = false, // hangs with Npgsql 10
                }));
        services.AddHostedService<HangfireRelay>(); // before the server: stopped after it
        services.AddHangfireServer(options =>
        {
            options.WorkerCount = Math.Max(JobLimits.LeastAtOnce, Environment.ProcessorCount);
            options.SchedulePollingInterval = TimeSpan.FromSeconds(1); // what waits for its district's turn
            options.ShutdownTimeout = Commands.ServeCommand.LongestStop;
        });
        services.AddSingleton<HangfireEngine>();
        services.AddSingleton<IJobEngine>(provider => new JobBacklog(
            provider.GetRequiredService<HangfireEngine>(), provider.GetRequiredService<TimeProvider>()));
    }

    private sealed class DataSourceConnections(NpgsqlDataSource database) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => database.CreateConnection();
    }
}
