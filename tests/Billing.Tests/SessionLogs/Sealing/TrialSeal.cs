using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Files;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

/// <summary>A self-signed certificate in a folder of its own, and what is sealed with it.</summary>
internal sealed class TrialSeal : IDisposable
{
    public const string District = "Maple Grove School District";

    public static readonly FixedClock Clock = new(new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));

    private static readonly FileHash _content = FileHash.FromBytes(new byte[32]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-seal-");
    private readonly TimeStampAuthority? _stamps;

    public TrialSeal(SealKey key = SealKey.Ec, TimeStampAuthority? stamps = null)
        : this(path => SealCertificate.CreateTrial(path, District, "trial", Clock.GetUtcNow(), key), stamps)
    {
    }

    /// <param name="write">Writes a PKCS#12 file with the password <c>trial</c>.</param>
    public TrialSeal(Action<string> write, TimeStampAuthority? stamps = null)
    {
        write(CertificatePath);
        _stamps = stamps;
        Certificate = Load();
    }

    public static DocumentIdentity Identity { get; } = new("maple-grove", "2026-10-1-1-SPEECH", 1, _content);

    public SealCertificate Certificate { get; }

    private string CertificatePath => Path.Combine(_folder.FullName, "seal.p12");

    /// <summary>The same certificate, for who disposes of it.</summary>
    public SealCertificate Load() => SealCertificate.Load(CertificatePath, "trial", Clock.GetUtcNow(), _stamps);

    public Task<byte[]> SealAsync(byte[] pdf) => new PdfSeal(Certificate, Clock).SealAsync(pdf, Identity, District);

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Delete(recursive: true);
    }
}
