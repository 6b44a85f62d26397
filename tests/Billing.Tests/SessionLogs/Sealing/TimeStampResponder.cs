using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MedicaidLogs.Billing.SessionLogs.Sealing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

/// <summary>A time stamp authority on this machine: <c>openssl ts</c> behind HTTP.</summary>
internal sealed class TimeStampResponder : IDisposable
{
    public const string Name = "Trial time stamps";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-tsa-");
    private readonly HttpListener _http = new();
    private readonly Func<TimeStampResponder, HttpListenerContext, Task> _answer;
    private readonly Task _answering;

    /// <param name="answer">Left out: the stamp that was asked for.</param>
    public TimeStampResponder(Func<TimeStampResponder, HttpListenerContext, Task>? answer = null)
    {
        _answer = answer ?? ((authority, asked) => ReplyAsync(asked, authority.Stamp(Query(asked))));
        WriteAuthority();
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://{free.LocalEndpoint}/tsa/";
        }

        _http.Prefixes.Add(Address);
        _http.Start();
        _answering = AnswerAsync();
    }

    public string Address { get; }

    public TimeStampAuthority Authority => new(Address, TimeSpan.FromMinutes(1));

    public static async Task ReplyAsync(HttpListenerContext asked, byte[] answer, int status = 200)
    {
        asked.Response.StatusCode = status;
        asked.Response.ContentType = "application/timestamp-reply";
        await asked.Response.OutputStream.WriteAsync(answer);
        asked.Response.Close();
    }

    public static byte[] Query(HttpListenerContext asked)
    {
        var query = new MemoryStream();
        asked.Request.InputStream.CopyTo(query);
        return query.ToArray();
    }

    public byte[] Stamp(byte[] query)
    {
        File.WriteAllBytes(PathOf("query"), query);
        using var openssl = Process.Start(new ProcessStartInfo(
            "openssl", ["ts", "-reply", "-config", PathOf("tsa.cnf"), "-queryfile", PathOf("query"), "-out", PathOf("reply")])
        {
            RedirectStandardError = true,
        })!;
        var errors = openssl.StandardError.ReadToEnd();
        openssl.WaitForExit();
        return openssl.ExitCode == 0 ? File.ReadAllBytes(PathOf("reply")) : throw new InvalidOperationException(errors);
    }

    public void Dispose()
    {
        _http.Close();
        _answering.GetAwaiter().GetResult();
        _folder.Delete(recursive: true);
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                await _answer(this, await _http.GetContextAsync());
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void WriteAuthority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.8")], critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(PathOf("tsa.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("tsa.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(PathOf("tsa.cnf"), $"""
            [tsa]
            default_tsa = trial
            [trial]
            serial = {PathOf("serial")}
            signer_cert = {PathOf("tsa.pem")}
            signer_key = {PathOf("tsa.key")}
            signer_digest = sha256
            default_policy = 1.2.3.4
            digests = sha256
            ess_cert_id_alg = sha256
            """);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
