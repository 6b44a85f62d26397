using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MedicaidLogs.TestKit.Transfer;

/// <summary>Debian's vsftpd as whoever runs the tests, with TLS or without.</summary>
/// <remarks>
/// An ordinary user cannot check passwords of accounts. vsftpd's anonymous login with a list of e-mail passwords needs no account,
/// and lets in nobody else.
/// </remarks>
public sealed class FtpServer : IDisposable
{
    public const string User = "anonymous";

    private const int DataPorts = 10;

    private readonly DirectoryInfo _home;
    private readonly ServerProcess _process;
    private readonly int _firstDataPort;

    private FtpServer(DirectoryInfo home, ServerProcess process, int firstDataPort) =>
        (_home, _process, _firstDataPort) = (home, process, firstDataPort);

    public int Port => _process.Port;

    /// <summary>That for commands, and those for files and lists.</summary>
    public IEnumerable<int> AllPorts => [Port, .. Enumerable.Range(_firstDataPort, DataPorts)];

    /// <summary>Of the login: with all that a config file must escape.</summary>
    public static string Password => "pass \"wörd\" \\ #1";

    /// <summary>Where the login begins, on this machine.</summary>
    public string Root => Path.Combine(_home.FullName, "root");

    /// <summary>PEM; it vouches for itself, as <c>localhost</c>, <c>127.0.0.1</c> and <see cref="CutProxy.Address"/>.</summary>
    public string CertificateFile => Path.Combine(_home.FullName, "certificate.pem");

    /// <summary>With TLS both login and files must be encrypted, and the connection for files must go on with the session of that for commands.</summary>
    public static async Task<FtpServer> StartAsync(bool tls)
    {
        var home = Directory.CreateTempSubdirectory("medlogs-ftp-");
        Directory.CreateDirectory(Path.Combine(home.FullName, "root"));
        await File.WriteAllTextAsync(Path.Combine(home.FullName, "passwords"), Password + "\n");
        if (tls)
        {
            WriteCertificate(home.FullName);
        }

        var firstDataPort = ServerProcess.FreePorts(DataPorts);
        var process = await ServerProcess.StartAsync("/usr/sbin/vsftpd", port =>
        {
            var settings = Path.Combine(home.FullName, "vsftpd.conf");
            File.WriteAllText(settings, Settings(home.FullName, port, firstDataPort, tls));
            return [settings];
        });
        return new(home, process, firstDataPort);
    }

    public void Dispose()
    {
        _process.Dispose();
        _home.Delete(recursive: true);
    }

    private static string Settings(string home, int port, int firstDataPort, bool tls) =>
        $"""
        listen=YES
        listen_address=127.0.0.1
        listen_port={port}
        pasv_address=127.0.0.1
        pasv_min_port={firstDataPort}
        pasv_max_port={firstDataPort + DataPorts - 1}
        background=NO
        run_as_launching_user=YES
        seccomp_sandbox=NO
        isolate=NO
        isolate_network=NO
        anonymous_enable=YES
        local_enable=NO
        ftp_username={Environment.UserName}
        secure_email_list_enable=YES
        email_password_file={home}/passwords
        anon_root={home}/root
        anon_umask=077
        anon_world_readable_only=NO
        write_enable=YES
        anon_upload_enable=YES
        anon_mkdir_write_enable=YES
        anon_other_write_enable=YES
        delay_failed_login=0
        xferlog_enable=NO
        idle_session_timeout=60
        data_connection_timeout=60

        """ + (tls
        ? $"""
        ssl_enable=YES
        allow_anon_ssl=YES
        force_anon_logins_ssl=YES
        force_anon_data_ssl=YES
        require_ssl_reuse=YES
        ssl_ciphers=HIGH
        rsa_cert_file={home}/certificate.pem
        rsa_private_key_file={home}/key.pem

        """
        : "");

    private static void WriteCertificate(string home)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(CutProxy.Address);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(Path.Combine(home, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(home, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
