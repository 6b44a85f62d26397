using System.Diagnostics;
using Dapper;
using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Core.Tests.Database;

/// <summary>One directory for all tests of the class; each begins with a start and leaves the server as it likes.</summary>
public sealed class LocalPostgresTests(LocalPostgresTests.OwnDirectory own) : IClassFixture<LocalPostgresTests.OwnDirectory>
{
    [Fact]
    public async Task Starting_again_finds_the_server_that_runs()
    {
        var first = await own.StartAsync();

        Assert.Equal(first.ConnectionString, (await own.StartAsync()).ConnectionString);
    }

    [Fact]
    public async Task Many_starters_at_once_get_one_server()
    {
        await LocalPostgres.StopAsync(own.Path);

        var servers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => own.StartAsync()));

        Assert.Single(servers.Select(server => server.ConnectionString).Distinct());
    }

    [Fact]
    public async Task Keeps_its_data_over_a_stop()
    {
        await ExecuteAsync(await own.StartAsync(), "create table kept_over_stop ()");
        await LocalPostgres.StopAsync(own.Path);

        Assert.Null(Postmaster.Find(own.Data));
        await ExecuteAsync(await own.StartAsync(), "select from kept_over_stop");
    }

    [Fact]
    public async Task Keeps_its_data_over_a_kill()
    {
        await ExecuteAsync(await own.StartAsync(), "create table kept_over_kill ()");
        using (var postmaster = Process.GetProcessById(Postmaster.Find(own.Data)!.ProcessId))
        {
            postmaster.Kill();
            await postmaster.WaitForExitAsync();
        }

        await ExecuteAsync(await own.StartAsync(), "select from kept_over_kill");
    }

    [Fact]
    public async Task A_process_with_the_dead_servers_number_does_not_pass_for_it()
    {
        await own.StartAsync();
        var pidFile = System.IO.Path.Combine(own.Data, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(pidFile);
        await LocalPostgres.StopAsync(own.Path);
        lines[0] = $"{Environment.ProcessId}";
        await File.WriteAllLinesAsync(pidFile, lines);

        await ExecuteAsync(await own.StartAsync(), "select 1");
    }

    [Fact]
    public async Task Is_durable_and_listens_on_loopback_only()
    {
        await using var connection = await OpenAsync(await own.StartAsync());

        var settings = (await connection.QueryAsync<(string Name, string Setting)>("select name, setting from pg_settings"))
            .ToDictionary(setting => setting.Name, setting => setting.Setting);

        Assert.Equal("127.0.0.1", settings["listen_addresses"]);
        Assert.Equal(".", settings["unix_socket_directories"]);
        Assert.Equal("scram-sha-256", settings["password_encryption"]);
        Assert.Equal("on", settings["data_checksums"]);
        Assert.All(["fsync", "full_page_writes", "synchronous_commit"], name => Assert.Equal("on", settings[name]));
    }

    [Fact]
    public async Task The_products_database_is_made_when_it_is_first_opened()
    {
        Environment.SetEnvironmentVariable(MedlogsDatabase.ConnectionVariable, null);

        for (var i = 0; i < 2; i++)
        {
            await using var dataSource = await MedlogsDatabase.OpenAsync(own.Path, "medlogs tests", _ => { });
            await using var connection = await dataSource.OpenConnectionAsync();
            Assert.Equal("medlogs", connection.Database);
        }
    }

    [Fact]
    public async Task Lets_nobody_in_without_the_password()
    {
        var server = await own.StartAsync();
        var options = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };

        await using var connection = new NpgsqlConnection(options.ConnectionString);
        var fault = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, fault.SqlState);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(own.PasswordFile));
    }

    [Fact]
    public async Task Says_so_when_the_password_is_gone()
    {
        await own.StartAsync();
        File.Move(own.PasswordFile, own.PasswordFile + ".away");
        try
        {
            var fault = await Assert.ThrowsAsync<LocalPostgresException>(own.StartAsync);
            Assert.Contains("password is gone", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Move(own.PasswordFile + ".away", own.PasswordFile);
        }
    }

    [RootFact]
    public async Task Keeps_the_data_elsewhere_where_the_servers_account_cannot_come()
    {
        var closed = Directory.CreateTempSubdirectory("medlogs-closed-"); // mode 0700: root's alone
        var directory = System.IO.Path.Combine(closed.FullName, "postgres");
        var said = new List<string>();
        try
        {
            var home = await PostgresHome.PrepareAsync(directory, said.Add, CancellationToken.None);

            Assert.StartsWith("/var/lib/medlogs-", home.Path, StringComparison.Ordinal);
            Assert.Contains(home.Path, Assert.Single(said), StringComparison.Ordinal);
            Directory.Delete(home.Path);
        }
        finally
        {
            closed.Delete(recursive: true);
        }
    }

    private static async Task ExecuteAsync(LocalPostgres server, string sql)
    {
        await using var connection = await OpenAsync(server);
        await connection.ExecuteAsync(sql);
    }

    private static async Task<NpgsqlConnection> OpenAsync(LocalPostgres server)
    {
        var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public sealed class OwnDirectory : IAsyncLifetime
    {
        private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("medlogs-own-");

        public string Path => System.IO.Path.Combine(_parent.FullName, "postgres");

        public string Data => System.IO.Path.Combine(Path, "data");

        public string PasswordFile => System.IO.Path.Combine(Path, "password");

        public Task<LocalPostgres> StartAsync() => LocalPostgres.StartAsync(Path, LocalPostgresProfile.Durable, _ => { });

        public Task InitializeAsync()
        {
            File.SetUnixFileMode(_parent.FullName, File.GetUnixFileMode(_parent.FullName) | UnixFileMode.OtherExecute);
            Directory.CreateDirectory(Data + ".part"); // as a start leaves it that is killed while it makes the data
            return Task.CompletedTask;
        }

        public async Task DisposeAsync()
        {
            await LocalPostgres.StopAsync(Path);
            _parent.Delete(recursive: true);
        }
    }
}
