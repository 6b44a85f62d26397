using System.Diagnostics;
using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Bench;

/// <summary>A PostgreSQL of the measurement's own, set up as the product's is, and a fresh migrated database in it.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    private const string DatabaseName = "bench";

    private static readonly string Directory = Path.Combine(Repository.Root, ".local", "bench-postgres");

    private readonly string _connectionString;

    private BenchServer(string connectionString)
    {
        _connectionString = connectionString;
        Database = MedlogsDatabase.Connect(connectionString, "medlogs bench");
    }

    public NpgsqlDataSource Database { get; }

    public static async Task<BenchServer> StartAsync()
    {
        var local = await LocalPostgres.StartAsync(Directory, LocalPostgresProfile.Durable, Console.Error.WriteLine);
        await using (var maintenance = MedlogsDatabase.Connect(local.ConnectionString, "medlogs bench"))
        {
            await ExecuteAsync(maintenance, $"drop database if exists {DatabaseName} with (force)");
            await ExecuteAsync(maintenance, $"create database {DatabaseName}");
        }

        var server = new BenchServer(local.ConnectionStringTo(DatabaseName));
        await Migrations.ApplyAsync(server.Database);
        return server;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(Database, sql);

    /// <summary>Runs a script in <c>psql</c> and takes its time, start of the program included.</summary>
    public async Task<TimeSpan> PsqlAsync(string script)
    {
        var connection = new NpgsqlConnectionStringBuilder(_connectionString);
        var start = new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", connection.Host!, "-p", $"{connection.Port}", "-U", connection.Username!, "-d", connection.Database!])
        {
            RedirectStandardInput = true,
            Environment = { ["PGPASSWORD"] = connection.Password },
        };
        var clock = Stopwatch.StartNew();
        using var psql = Process.Start(start)!;
        await psql.StandardInput.WriteAsync(script);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync();
        return psql.ExitCode == 0 ? clock.Elapsed : throw new InvalidOperationException($"psql ended with {psql.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await LocalPostgres.StopAsync(Directory);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
