using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>A PostgreSQL of a trial's own, set up as the product's is, with one fresh migrated database; it can be killed and started again where it was.</summary>
public sealed class OwnPostgres : IAsyncDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    private readonly string _directory;
    private readonly int _port;

    private OwnPostgres(string directory, int port, string connectionString)
    {
        (_directory, _port, ConnectionString) = (directory, port, connectionString);
        Database = MedlogsDatabase.Connect(connectionString, "medlogs trial");
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Database { get; }

    /// <param name="name">Of the server's folder beneath <c>.local</c>, and of the database.</param>
    public static async Task<OwnPostgres> StartAsync(string name)
    {
        var directory = Path.Combine(Repository.Root, ".local", $"{name}-postgres");
        await LocalPostgres.StopAsync(directory); // one that a killed run left listens elsewhere
        var port = UnusedPort();
        var local = await LocalPostgres.StartAsync(directory, LocalPostgresProfile.Durable, Console.Error.WriteLine, port);
        await using (var maintenance = MedlogsDatabase.Connect(local.ConnectionString, "medlogs trial"))
        {
            await ExecuteAsync(maintenance, $"drop database if exists {name} with (force)");
            await ExecuteAsync(maintenance, $"create database {name}");
        }

        var postgres = new OwnPostgres(directory, port, local.ConnectionStringTo(name));
        await Migrations.ApplyAsync(postgres.Database);
        return postgres;
    }

    /// <summary>SIGKILL to the postmaster; its processes leave when they find it gone.</summary>
    public async Task KillAsync()
    {
        await using var command = Database.CreateCommand("select split_part(pg_read_file('postmaster.pid'), E'\n', 1)");
        var processId = int.Parse((string)(await command.ExecuteScalarAsync())!, CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(processId);
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
        Database.Clear();
    }

    public async Task StartAgainAsync()
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                await LocalPostgres.StartAsync(_directory, LocalPostgresProfile.Durable, Console.Error.WriteLine, _port);
                return;
            }
            catch (LocalPostgresException) when (watch.Elapsed < _longest)
            {
                await Task.Delay(200); // its last processes are still leaving
            }
        }
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(Database, sql);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await LocalPostgres.StopAsync(_directory);
    }

    /// <summary>Of 127.0.0.1, for a program that is started again on it.</summary>
    internal static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
