using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.TestKit;

/// <summary>The PostgreSQL server of all tests: one migrated template database, from which each test class gets a clone.</summary>
/// <remarks>
/// The server is the checkout's own (<c>.local/test-postgres</c>, without fsync) or the one that MEDLOGS_TEST_DB names.
/// A clone's name holds a number on which its test process keeps an advisory lock: a clone whose lock is free was left
/// by a killed run and is dropped by the next.
/// </remarks>
internal sealed class TestServer
{
    private const string ConnectionVariable = "MEDLOGS_TEST_DB";
    private const string TemplatePrefix = "medlogs_template_";
    private const string ClonePrefix = "medlogs_test_";
    private const long TemplateLockKey = 0x6D65646C6F677401;

    private static readonly Lazy<Task<TestServer>> _shared = new(StartAsync);

    private readonly string _connectionString;
    private readonly NpgsqlConnection _liveness; // kept open: holds this process's lock
    private readonly int _processKey;
    private int _clones;

    private TestServer(string connectionString, NpgsqlConnection liveness, int processKey)
    {
        _connectionString = connectionString;
        _liveness = liveness;
        _processKey = processKey;
    }

    private static string TemplateName { get; } = TemplatePrefix + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Migration.Embedded.Select(migration => migration.Checksum)))))[..16];

    public static Task<TestServer> SharedAsync() => _shared.Value;

    /// <summary>A new database with every migration applied; returns its connection string.</summary>
    public async Task<string> CloneAsync()
    {
        var name = NewName();
        await using var connection = await OpenAsync(_connectionString);
        await connection.ExecuteAsync("select pg_advisory_lock(@key)", new { key = TemplateLockKey });
        await EnsureTemplateAsync(connection);
        await connection.ExecuteAsync($"create database {name} template {TemplateName}");
        return ConnectionStringTo(name);
    }

    /// <summary>A copy of a clone. Nobody may be connected to it; PostgreSQL waits some seconds for those who are leaving.</summary>
    public async Task<string> CopyAsync(string connectionString)
    {
        var original = new NpgsqlConnectionStringBuilder(connectionString).Database;
        var name = NewName();
        await using var connection = await OpenAsync(_connectionString);
        await connection.ExecuteAsync($"create database {name} template {original}");
        return ConnectionStringTo(name);
    }

    public async Task DropAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var connection = await OpenAsync(_connectionString);
        await connection.ExecuteAsync($"drop database if exists {name} with (force)");
    }

    private static async Task<TestServer> StartAsync()
    {
        var connectionString = Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } named
            ? named
            : (await LocalPostgres.StartAsync(
                Path.Combine(Repository.Root, ".local", "test-postgres"),
                LocalPostgresProfile.TestsWithoutFsync,
                Console.Error.WriteLine)).ConnectionString;

        var processKey = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var liveness = await OpenAsync(connectionString);
        await liveness.ExecuteAsync("select pg_advisory_lock(@space, @key)", new { space = 0, key = processKey });
        await DropLeftoversAsync(liveness);
        return new(connectionString, liveness, processKey);
    }

    private static async Task DropLeftoversAsync(NpgsqlConnection connection)
    {
        var clones = await connection.QueryAsync<string>(
            "select datname from pg_database where starts_with(datname, @prefix)", new { prefix = ClonePrefix });
        foreach (var clone in clones)
        {
            var key = int.Parse(clone.Split('_')[2], CultureInfo.InvariantCulture);
            if (await connection.ExecuteScalarAsync<bool>("select pg_try_advisory_lock(0, @key)", new { key }))
            {
                await connection.ExecuteAsync($"drop database if exists {clone} with (force)");
                await connection.ExecuteAsync("select pg_advisory_unlock(0, @key)", new { key });
            }
        }
    }

    /// <summary>Under the template lock. Templates of other schemas are dropped: they take disk, and seconds to make again.</summary>
    private async Task EnsureTemplateAsync(NpgsqlConnection connection)
    {
        var templates = (await connection.QueryAsync<string>(
            "select datname from pg_database where starts_with(datname, @prefix)", new { prefix = TemplatePrefix })).AsList();
        if (templates.Contains(TemplateName))
        {
            return;
        }

        foreach (var old in templates)
        {
            await connection.ExecuteAsync($"drop database {old} with (force)");
        }

        const string Partial = TemplatePrefix + "part";
        await connection.ExecuteAsync($"create database {Partial}");
        await using (var partial = MedlogsDatabase.Connect(ConnectionStringTo(Partial) + ";Pooling=false", "medlogs tests"))
        {
            await Migrations.ApplyAsync(partial);
        }

        await connection.ExecuteAsync($"alter database {Partial} rename to {TemplateName}");
    }

    private string NewName() =>
        string.Create(CultureInfo.InvariantCulture, $"{ClonePrefix}{_processKey}_{Interlocked.Increment(ref _clones)}");

    private string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(_connectionString) { Database = database }.ConnectionString;

    /// <summary>Without a pool: a session's locks end with it.</summary>
    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
