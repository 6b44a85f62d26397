using Npgsql;

namespace MedicaidLogs.Core.Database;

/// <summary>The one way to the database: the user's own server where <c>MEDLOGS_DB</c> names one, else the private local one.</summary>
public static class MedlogsDatabase
{
    public const string ConnectionVariable = "MEDLOGS_DB";

    private const string LocalDatabase = "medlogs";

    /// <summary>Any of these may be said otherwise in the connection string. Times are seconds.</summary>
    /// <remarks>
    /// A connection that goes back to the pool is not reset: that would throw away the plans that its functions have made. So no statement
    /// may change its session beyond its transaction; a test reads them for it (ADR 0026).
    /// </remarks>
    private const string Defaults =
        "Maximum Pool Size=50;Timeout=15;Command Timeout=300;Cancellation Timeout=5000;Keepalive=30;Max Auto Prepare=0;No Reset On Close=true";

    [Sql]
    private const string DatabaseExistsSql = "select exists (select from pg_database where datname = @name)";

    /// <summary>Opens <c>MEDLOGS_DB</c>, or starts the local server in <paramref name="localDirectory"/>. Migrates nothing.</summary>
    /// <param name="localDirectory">Where the local server lives, usually <c>.local/postgres</c> beside the solution.</param>
    /// <param name="applicationName">Who we are in <c>pg_stat_activity</c>.</param>
    /// <param name="say">Hears what a person should know, such as data kept in another directory.</param>
    /// <exception cref="LocalPostgresException">The local server cannot be started.</exception>
    /// <exception cref="ConnectionStringException"><c>MEDLOGS_DB</c> cannot be read.</exception>
    public static async Task<NpgsqlDataSource> OpenAsync(
        string localDirectory, string applicationName, Action<string> say, CancellationToken cancellationToken = default)
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } connectionString)
        {
            return ConnectNamed(connectionString, applicationName);
        }

        var server = await LocalPostgres.StartAsync(localDirectory, LocalPostgresProfile.Durable, say, cancellationToken: cancellationToken);
        await using var maintenance = Connect(server.ConnectionString, applicationName);
        await EnsureExistsAsync(maintenance, cancellationToken);
        return Connect(server.ConnectionStringTo(LocalDatabase), applicationName);
    }

    /// <summary>A pool on a known server. Error details are left out whatever the string says: they hold row values.</summary>
    public static NpgsqlDataSource Connect(string connectionString, string applicationName)
    {
        DapperSetup.Apply();
        var options = new NpgsqlConnectionStringBuilder($"{Defaults};{connectionString}")
        {
            ApplicationName = applicationName,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        return NpgsqlDataSource.Create(options);
    }

    /// <remarks>What is wrong is not repeated: the string holds a password.</remarks>
    private static NpgsqlDataSource ConnectNamed(string connectionString, string applicationName)
    {
        try
        {
            return Connect(connectionString, applicationName);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new ConnectionStringException(
                $"{ConnectionVariable} is not an Npgsql connection string, such as Host=db;Database=medlogs;Username=medlogs;Password=secret.");
        }
    }

    private static async Task EnsureExistsAsync(NpgsqlDataSource maintenance, CancellationToken cancellationToken)
    {
        await using var exists = maintenance.CreateCommand(DatabaseExistsSql);
        exists.Parameters.AddWithValue("name", LocalDatabase);
        if (await exists.ExecuteScalarAsync(cancellationToken) is true)
        {
            return;
        }

        try
        {
            await using var create = maintenance.CreateCommand("create database medlogs");
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process that started at the same time made it.
        }
    }
}

/// <summary><c>MEDLOGS_DB</c> is not a connection string; the message does not repeat it.</summary>
public sealed class ConnectionStringException(string message) : Exception(message);
