using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MedicaidLogs.Core.Database;

/// <summary>The directory of one local server: its data, its log, its password (mode 0600) and the lock of whoever starts it.</summary>
internal sealed record PostgresHome(string Path, ServerAccount Account)
{
    private static readonly TimeSpan _lockTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _lockRetry = TimeSpan.FromMilliseconds(50);

    public string Data { get; } = System.IO.Path.Combine(Path, "data");

    public string Log { get; } = System.IO.Path.Combine(Path, "server.log");

    private string PasswordFile => System.IO.Path.Combine(Path, "password");

    public bool HasData => File.Exists(System.IO.Path.Combine(Data, "PG_VERSION"));

    /// <summary>The PostgreSQL version that made the data; null while there is none.</summary>
    public int? DataMajorVersion => HasData
        ? int.Parse(File.ReadAllText(System.IO.Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture)
        : null;

    /// <summary>Makes the directory and gives it to the server's account, elsewhere where that account cannot come to it.</summary>
    public static async Task<PostgresHome> PrepareAsync(string directory, Action<string> say, CancellationToken cancellationToken)
    {
        var account = ServerAccount.OfServer;
        var path = System.IO.Path.GetFullPath(directory);
        Directory.CreateDirectory(path);
        if (account.OtherUser is { } user)
        {
            if (!await CanEnterAsync(account, System.IO.Path.GetDirectoryName(path)!, cancellationToken))
            {
                var reachable = ReachableInsteadOf(path);
                say($"The user {user} cannot enter {path}: the local PostgreSQL keeps its data in {reachable}.");
                path = reachable;
                Directory.CreateDirectory(path);
            }

            await GiveAsync(account, path, cancellationToken);
        }

        return new(path, account);
    }

    /// <summary>Held by one starter at a time; the system frees it when its holder dies.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(begun) < _lockTimeout)
            {
                await Task.Delay(_lockRetry, cancellationToken);
            }
            catch (UnauthorizedAccessException fault)
            {
                throw new LocalPostgresException($"{Path} belongs to another user: run as that user, or remove the directory.", fault);
            }
        }
    }

    /// <summary>The server's password, made at random before there is any data.</summary>
    public async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(PasswordFile))
        {
            return await File.ReadAllTextAsync(PasswordFile, cancellationToken);
        }

        if (HasData)
        {
            throw new LocalPostgresException($"{PasswordFile} is gone, and {Data} cannot be opened without it. Restore it, or remove {Path}.");
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var partFile = PasswordFile + ".part";
        File.Delete(partFile);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using (var file = new StreamWriter(partFile, Encoding.ASCII, options))
        {
            await file.WriteAsync(password);
        }

        await GiveAsync(Account, partFile, cancellationToken);
        File.Move(partFile, PasswordFile);
        return password;
    }

    /// <summary>A new data directory, complete or not there at all.</summary>
    public async Task InitializeAsync(PostgresBinaries binaries, LocalPostgresProfile profile, CancellationToken cancellationToken)
    {
        var partial = Data + ".part";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        string[] options =
        [
            "--pgdata", partial, "--username", LocalPostgres.UserName, "--pwfile", PasswordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", .. profile.InitdbOptions,
        ];
        await Account.RunAsync(binaries.Initdb, options, Path, cancellationToken);
        Directory.Move(partial, Data);
    }

    /// <summary>Under /var/lib, where only root makes directories: no other user can have laid one out for us.</summary>
    private static string ReachableInsteadOf(string path)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
        return $"/var/lib/medlogs-{hash[..12]}";
    }

    private static async Task<bool> CanEnterAsync(ServerAccount account, string directory, CancellationToken cancellationToken) =>
        await account.TryRunAsync("/usr/bin/test", ["-x", directory], "/", cancellationToken) is { ExitCode: 0 };

    private static Task GiveAsync(ServerAccount account, string path, CancellationToken cancellationToken) =>
        account.OtherUser is { } user
            ? ServerAccount.Own.RunAsync("/bin/chown", [$"{user}:", path], "/", cancellationToken)
            : Task.CompletedTask;
}
