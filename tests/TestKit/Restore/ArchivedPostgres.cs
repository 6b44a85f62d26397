using System.Diagnostics;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.TestKit.Restore;

/// <summary>A PostgreSQL that puts its log away, as docs/operations.md has it, and can be restored beside itself to any moment since its backup.</summary>
public sealed class ArchivedPostgres : IAsyncDisposable
{
    private const string DatabaseName = "medlogs";

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    private readonly PostgresHome _home;
    private readonly PostgresHome _restored;
    private readonly LocalPostgres _server;
    private NpgsqlDataSource? _restoredDatabase;

    private ArchivedPostgres(PostgresHome home, PostgresHome restored, LocalPostgres server)
    {
        (_home, _restored, _server) = (home, restored, server);
        Database = MedlogsDatabase.Connect(server.ConnectionStringTo(DatabaseName), "medlogs tests");
    }

    public NpgsqlDataSource Database { get; }

    private string Archive => Path.Combine(_home.Path, "archive");

    public static async Task<ArchivedPostgres> StartAsync()
    {
        var (home, restored) = (await NewHomeAsync(), await NewHomeAsync());
        var server = await StartAsync(home);
        var postgres = new ArchivedPostgres(home, restored, server);
        await home.Account.RunAsync("/bin/mkdir", [postgres.Archive], "/", default);
        await using (var maintenance = MedlogsDatabase.Connect(server.ConnectionString + ";Pooling=false", "medlogs tests"))
        {
            await ExecuteAsync(maintenance, $"create database {DatabaseName}");
            await ExecuteAsync(maintenance, "alter system set archive_mode = on");
            await ExecuteAsync(maintenance, $"alter system set archive_command = 'test ! -f {postgres.Archive}/%f && cp %p {postgres.Archive}/%f'");
        }

        await LocalPostgres.StopAsync(home.Path); // archive_mode is read at the start
        await postgres.Database.DisposeAsync();
        postgres = new(home, restored, await StartAsync(home));
        await Migrations.ApplyAsync(postgres.Database);
        return postgres;
    }

    /// <summary><c>pg_basebackup</c>, while people work.</summary>
    public async Task BackUpAsync()
    {
        var binaries = await PostgresBinaries.FindAsync(_home.DataMajorVersion);
        var connection = new NpgsqlConnectionStringBuilder(_server.ConnectionString);
        await _home.Account.RunAsync(
            Path.Combine(binaries.Directory, "pg_basebackup"),
            ["--pgdata", _restored.Data, "--checkpoint", "fast", "--dbname", $"host=127.0.0.1 port={connection.Port} user={connection.Username} password={connection.Password}"],
            _home.Path,
            default);
    }

    /// <summary>What was committed until now can be restored from now on.</summary>
    public async Task<DateTime> MomentAsync()
    {
        await using var connection = await Database.OpenConnectionAsync();
        await using var now = new NpgsqlCommand("select clock_timestamp()", connection);
        return (DateTime)(await now.ExecuteScalarAsync())!;
    }

    /// <summary>The server is lost; its backup and its archive are not.</summary>
    /// <returns>The database as it was at the moment.</returns>
    public async Task<NpgsqlDataSource> RestoreAsync(DateTime moment)
    {
        await ExecuteAsync(Database, "select pg_switch_wal()");
        await LocalPostgres.StopAsync(_home.Path); // puts the last of its log away first
        File.Copy(Path.Combine(_home.Path, "password"), Path.Combine(_restored.Path, "password"));
        await File.AppendAllTextAsync(
            Path.Combine(_restored.Data, "postgresql.auto.conf"),
            $"""
            archive_mode = off
            restore_command = 'cp {Archive}/%f %p'
            recovery_target_time = '{moment:yyyy-MM-dd HH:mm:ss.ffffff}+00'
            recovery_target_action = 'promote'

            """);
        await _restored.Account.RunAsync("/usr/bin/touch", [Path.Combine(_restored.Data, "recovery.signal")], "/", default);
        var server = await StartAsync(_restored);
        _restoredDatabase = MedlogsDatabase.Connect(server.ConnectionStringTo(DatabaseName), "medlogs tests");
        for (var watch = Stopwatch.StartNew(); await IsInRecoveryAsync(_restoredDatabase);)
        {
            await Task.Delay(100);
            if (watch.Elapsed > _longest)
            {
                throw new TimeoutException("The restored server is still reading its log.");
            }
        }

        return _restoredDatabase;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await (_restoredDatabase?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var home in new[] { _home, _restored })
        {
            await LocalPostgres.StopAsync(home.Path);
            Directory.Delete(home.Path, recursive: true);
        }
    }

    private static Task<PostgresHome> NewHomeAsync() =>
        PostgresHome.PrepareAsync(Path.Combine(Path.GetTempPath(), $"medlogs-{Guid.NewGuid():N}"), _ => { }, default);

    private static Task<LocalPostgres> StartAsync(PostgresHome home) => LocalPostgres.StartAsync(home.Path, LocalPostgresProfile.Durable, _ => { });

    private static async Task<bool> IsInRecoveryAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select pg_is_in_recovery()");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
