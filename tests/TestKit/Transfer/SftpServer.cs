using System.Diagnostics;
using System.Security.Cryptography;

namespace MedicaidLogs.TestKit.Transfer;

/// <summary>Debian's OpenSSH server as whoever runs the tests; the login is by a key, for an ordinary user can check no passwords.</summary>
public sealed class SftpServer : IDisposable
{
    private readonly DirectoryInfo _home;
    private readonly ServerProcess _process;

    private SftpServer(DirectoryInfo home, ServerProcess process) => (_home, _process) = (home, process);

    public int Port => _process.Port;

    public static string User => Environment.UserName;

    /// <summary>Of <see cref="KeyFile"/>.</summary>
    public static string Passphrase => "pass \"phräse\" \\ #1";

    /// <summary>Where the login begins, by its whole path.</summary>
    public string Root => Path.Combine(_home.FullName, "root");

    /// <summary>The key that is let in.</summary>
    public string KeyFile => Path.Combine(_home.FullName, "client");

    /// <summary>A key that is not.</summary>
    public string StrangersKeyFile => Path.Combine(_home.FullName, "stranger");

    /// <summary>As <c>ssh-keygen -l</c> shows it.</summary>
    public string HostKey => Fingerprint(Path.Combine(_home.FullName, "host.pub"));

    public static async Task<SftpServer> StartAsync()
    {
        var home = Directory.CreateTempSubdirectory("medlogs-sftp-");
        Directory.CreateDirectory(Path.Combine(home.FullName, "root"));
        await MakeKeyAsync(home, "host", "ecdsa", "");
        await MakeKeyAsync(home, "client", "ecdsa", Passphrase);
        await MakeKeyAsync(home, "stranger", "ecdsa", "");
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd"); // asked for by sshd where root starts it
        }

        var settings = Path.Combine(home.FullName, "sshd_config");
        await File.WriteAllTextAsync(settings, Settings(home.FullName));
        var process = await ServerProcess.StartAsync("/usr/sbin/sshd", port => ["-D", "-e", "-f", settings, "-p", $"{port}"]);
        return new(home, process);
    }

    public void Dispose()
    {
        _process.Dispose();
        _home.Delete(recursive: true);
    }

    private static string Settings(string home) =>
        $"""
        ListenAddress 127.0.0.1
        HostKey {home}/host
        PidFile none
        AuthorizedKeysFile {home}/client.pub
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin yes
        MaxStartups 100
        Subsystem sftp internal-sftp -d {home}/root

        """;

    private static async Task MakeKeyAsync(DirectoryInfo home, string name, string type, string passphrase)
    {
        // PEM: the form of private key that libssh2 reads with a passphrase, whatever library it was built with.
        using var keygen = Process.Start("ssh-keygen", ["-q", "-t", type, "-m", "PEM", "-N", passphrase, "-f", Path.Combine(home.FullName, name)]);
        await keygen.WaitForExitAsync();
        if (keygen.ExitCode != 0)
        {
            throw new InvalidOperationException("ssh-keygen made no key.");
        }
    }

    private static string Fingerprint(string publicKeyFile)
    {
        var key = Convert.FromBase64String(File.ReadAllText(publicKeyFile).Split(' ')[1]);
        return $"SHA256:{Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=')}";
    }
}
