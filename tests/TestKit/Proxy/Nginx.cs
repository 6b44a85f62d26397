using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MedicaidLogs.TestKit.Transfer;

namespace MedicaidLogs.TestKit.Proxy;

/// <summary>nginx as <c>deploy/nginx.conf</c> sets it up in front of the pages, on 127.0.0.1, with a certificate that vouches for itself.</summary>
/// <remarks>Of the file only ports, the certificate's place and where the pages are get others: what it says is what is tested.</remarks>
public sealed class Nginx : IDisposable
{
    /// <summary>As the file has it.</summary>
    public const string HostName = "medlogs.example.org";

    private readonly DirectoryInfo _home;
    private readonly ServerProcess _process;
    private readonly int _plainPort;
    private readonly string _certificateHash;

    private Nginx(DirectoryInfo home, ServerProcess process, int plainPort, string certificateHash) =>
        (_home, _process, _plainPort, _certificateHash) = (home, process, plainPort, certificateHash);

    /// <param name="pages">Where they answer without TLS.</param>
    public static async Task<Nginx> StartAsync(Uri pages)
    {
        var home = Directory.CreateTempSubdirectory("medlogs-nginx-");
        var certificateHash = WriteCertificate(home.FullName);
        var plainPort = ServerProcess.FreePorts(1);
        var process = await ServerProcess.StartAsync("/usr/sbin/nginx", port =>
        {
            var settings = Path.Combine(home.FullName, "nginx.conf");
            File.WriteAllText(settings, Settings(home.FullName, plainPort, port, pages));
            return ["-p", home.FullName, "-e", "stderr", "-c", settings];
        });
        return new(home, process, plainPort, certificateHash);
    }

    public void Dispose()
    {
        _process.Dispose();
        _home.Delete(recursive: true);
    }

    /// <summary>A browser at that address of this machine; it shows redirects instead of following them.</summary>
    public HttpClient ClientAt(IPAddress address) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificateHash },
            ConnectCallback = async (asked, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(IPAddress.Loopback, asked.DnsEndPoint.Port == 443 ? _process.Port : _plainPort, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri($"https://{HostName}"),
        };

    private static string Settings(string home, int plainPort, int tlsPort, Uri pages) =>
        $$"""
        daemon off;
        pid {{home}}/pid;
        events { }
        http {
            access_log off;
            client_body_temp_path {{home}}/body;
            proxy_temp_path {{home}}/proxy;
            fastcgi_temp_path {{home}}/fastcgi;
            uwsgi_temp_path {{home}}/uwsgi;
            scgi_temp_path {{home}}/scgi;
        {{Shipped(home, plainPort, tlsPort, pages)}}
        }
        """;

    private static string Shipped(string home, int plainPort, int tlsPort, Uri pages) =>
        new (string Shipped, string Here)[]
        {
            ("listen 80;", $"listen 127.0.0.1:{plainPort};"),
            ("listen 443 ssl http2;", $"listen 127.0.0.1:{tlsPort} ssl http2;"),
            ("/etc/ssl/medlogs/fullchain.pem", $"{home}/certificate.pem"),
            ("/etc/ssl/medlogs/key.pem", $"{home}/key.pem"),
            ("http://127.0.0.1:5080", pages.GetLeftPart(UriPartial.Authority)),
        }.Aggregate(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx.conf")), (text, change) =>
            text.Contains(change.Shipped, StringComparison.Ordinal)
                ? text.Replace(change.Shipped, change.Here, StringComparison.Ordinal)
                : throw new InvalidOperationException($"deploy/nginx.conf has no \"{change.Shipped}\"."));

    /// <returns>Its hash, by which a browser of ours knows it.</returns>
    private static string WriteCertificate(string home)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={HostName}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(Path.Combine(home, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(home, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString();
    }
}
