using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MedicaidLogs.Core.Database;

/// <summary>A private PostgreSQL server on an unused port of 127.0.0.1; nothing of the machine's own PostgreSQL is touched.</summary>
/// <remarks>
/// The server outlives the program that started it, even a killed one; the next start finds and reuses it.
/// Any number of programs may start it at once.
/// </remarks>
public sealed class LocalPostgres
{
    internal const string UserName = "medlogs";

    private const int StartAttempts = 3;

    /// <summary>Long, for a crashed server replays up to <c>max_wal_size</c> of log first.</summary>
    private static readonly TimeSpan _readyTimeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _retryDelay = TimeSpan.FromMilliseconds(200);

    private readonly int _port;
    private readonly string _password;

    private LocalPostgres(int port, string password)
    {
        _port = port;
        _password = password;
    }

    /// <summary>As its superuser, to the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringTo("postgres");

    public string ConnectionStringTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = _port,
        Username = UserName,
        Password = _password,
        Database = database,
    }.ConnectionString;

    /// <summary>The server of this directory: made, started after a stop or a crash, or simply found.</summary>
    /// <param name="directory">Holds data, log and password. Where root works in a directory that the user <c>postgres</c>
    /// cannot enter, one under /var/lib is used and <paramref name="say"/> hears of it.</param>
    /// <param name="port">Where it listens if it is started; null: on an unused port.</param>
    /// <exception cref="PostgresNotInstalledException">No PostgreSQL of version 15 or newer.</exception>
    /// <exception cref="LocalPostgresException">It does not start; the message holds the end of its log.</exception>
    public static async Task<LocalPostgres> StartAsync(
        string directory, LocalPostgresProfile profile, Action<string> say, int? port = null, CancellationToken cancellationToken = default)
    {
        var home = await PostgresHome.PrepareAsync(directory, say, cancellationToken);
        using var starter = await home.LockAsync(cancellationToken);
        var password = await home.PasswordAsync(cancellationToken);
        if (Postmaster.Find(home.Data) is not { } postmaster)
        {
            postmaster = await LaunchAsync(home, profile, port, cancellationToken);
        }

        var server = new LocalPostgres(postmaster.Port, password);
        await server.WaitUntilReadyAsync(home, cancellationToken);
        return server;
    }

    /// <summary>Stops the server of this directory, where one runs; open connections are cut.</summary>
    public static async Task StopAsync(string directory, CancellationToken cancellationToken = default)
    {
        var home = await PostgresHome.PrepareAsync(directory, _ => { }, cancellationToken);
        using var starter = await home.LockAsync(cancellationToken);
        if (Postmaster.Find(home.Data) is not null)
        {
            var binaries = await PostgresBinaries.FindAsync(home.DataMajorVersion, cancellationToken);
            string[] stop = ["stop", "--pgdata", home.Data, "--mode", "fast", "--wait", "--silent"];
            await home.Account.RunAsync(binaries.PgCtl, stop, home.Path, cancellationToken);
        }
    }

    private static async Task<Postmaster> LaunchAsync(
        PostgresHome home, LocalPostgresProfile profile, int? port, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindAsync(home.DataMajorVersion, cancellationToken);
        if (!home.HasData)
        {
            await home.InitializeAsync(binaries, profile, cancellationToken);
        }

        // Another program may take the port before the server does, and a crashed server's last processes may still be leaving.
        for (var attempt = 1; ; attempt++)
        {
            Postmaster.RemoveStale(home.Data);
            var settings = string.Join(' ', profile.Settings.Append($"port={port ?? UnusedPort()}").Select(setting => $"-c {setting}"));
            string[] start =
            [
                "start", "--pgdata", home.Data, "--log", home.Log, "--options", settings, "--wait", "--silent",
                "--timeout", _readyTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ];
            var (exitCode, output) = await home.Account.TryRunAsync(binaries.PgCtl, start, home.Path, cancellationToken);
            if (Postmaster.Find(home.Data) is { } postmaster)
            {
                return postmaster;
            }

            if (attempt == StartAttempts)
            {
                throw new LocalPostgresException(
                    $"The local PostgreSQL did not start (pg_ctl code {exitCode}). {output.Trim()}\n{EndOf(home.Log)}");
            }

            await Task.Delay(_retryDelay, cancellationToken);
        }
    }

    private async Task WaitUntilReadyAsync(PostgresHome home, CancellationToken cancellationToken)
    {
        var options = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(options.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException fault) when (IsPassing(fault)
                && Postmaster.Find(home.Data) is not null
                && TimeProvider.System.GetElapsedTime(begun) < _readyTimeout)
            {
                await Task.Delay(_retryDelay, cancellationToken);
            }
            catch (NpgsqlException fault)
            {
                throw new LocalPostgresException($"The local PostgreSQL on port {_port} does not let us in: {fault.Message}", fault);
            }
        }
    }

    /// <summary>Not listening yet, or still replaying its log; a wrong password does not pass.</summary>
    private static bool IsPassing(NpgsqlException fault) =>
        fault is not PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow };

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string EndOf(string log) =>
        File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(5)) : "";
}
