using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>The district's certificate and its private key, fit to seal with.</summary>
public sealed class SealCertificate : IDisposable
{
    private const int FewestRsaBits = 2048;
    private const int FewestEcBits = 256;
    private const int TrialRsaBits = 3072;
    private const int TrialYears = 5;

    private SealCertificate(X509Certificate2 certificate, X509Certificate2Collection issuers, TimeStampAuthority? stamps) =>
        (Certificate, Issuers, Stamps) = (certificate, issuers, stamps);

    public DateTimeOffset ExpiresAt => Certificate.NotAfter.ToUniversalTime();

    /// <summary>SHA-256 of the certificate.</summary>
    public FileHash Fingerprint => FingerprintOf(Certificate);

    internal X509Certificate2 Certificate { get; }

    /// <summary>What else the file held: the way to the root, for the reader of a sealed document.</summary>
    internal X509Certificate2Collection Issuers { get; }

    /// <summary>Who vouches for the time of each seal; null: the sealing machine's clock alone says it.</summary>
    internal TimeStampAuthority? Stamps { get; }

    /// <summary>Reads a PKCS#12 file (<c>.p12</c>, <c>.pfx</c>).</summary>
    /// <param name="stamps">Asked for each seal; null: seals carry no time stamp.</param>
    /// <exception cref="SealException">Missing, unreadable, wrong password, not one private key, a weak one, not for signing, or not valid today.</exception>
    public static SealCertificate Load(string path, string? password, DateTimeOffset now, TimeStampAuthority? stamps = null)
    {
        var all = Read(path, password);
        var certificate = all.Where(each => each.HasPrivateKey).ToList() switch
        {
            [var one] => one,
            [] => throw new SealException($"The file '{path}' holds no private key. Export the certificate together with its key."),
            _ => throw new SealException($"The file '{path}' holds several private keys. Export the one that seals, with its certificate."),
        };
        if (Fault(certificate, now) is { } fault)
        {
            throw new SealException($"The certificate in '{path}' {fault}");
        }

        all.Remove(certificate);
        return new(certificate, [.. all.OrderBy(issuer => issuer.Thumbprint, StringComparer.Ordinal)], stamps);
    }

    /// <summary>Writes a self-signed certificate that only its maker has reason to trust, for trial: valid from a year ago for five years more, readable by its owner alone.</summary>
    /// <param name="name">Whose seal it is: the district's name.</param>
    /// <exception cref="IOException">There is such a file already.</exception>
    public static void CreateTrial(string path, string name, string? password, DateTimeOffset now, SealKey key = SealKey.Ec)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(TrialRsaBits); // made when it is first used
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        subject.AddOrganizationName(name);
        var request = key == SealKey.Rsa
            ? new CertificateRequest(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject.Build(), ec, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now.AddYears(-1), now.AddYears(TrialYears));
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password ?? ""));
    }

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var issuer in Issuers)
        {
            issuer.Dispose();
        }
    }

    internal static FileHash FingerprintOf(X509Certificate2 certificate) => FileHash.FromBytes(SHA256.HashData(certificate.RawDataMemory.Span));

    private static X509Certificate2Collection Read(string path, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12Collection(File.ReadAllBytes(path), password ?? "", X509KeyStorageFlags.EphemeralKeySet);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SealException($"There is no certificate file '{path}'.", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new SealException($"The certificate file '{path}' may not be read by this user.", fault);
        }
        catch (CryptographicException fault)
        {
            throw new SealException($"The certificate file '{path}' does not open with the password given, or is not a PKCS#12 file.", fault);
        }
    }

    /// <summary>Why a certificate is not fit, as the rest of a sentence.</summary>
    private static string? Fault(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now < certificate.NotBefore)
        {
            return $"is not valid before {Day(certificate.NotBefore)}.";
        }

        if (now > certificate.NotAfter)
        {
            return $"expired on {Day(certificate.NotAfter)}. Ask your certificate authority for a new one.";
        }

        using var rsa = certificate.GetRSAPublicKey();
        using var ec = certificate.GetECDsaPublicKey();
        return (rsa?.KeySize, ec?.KeySize) switch
        {
            ( < FewestRsaBits, _) => $"has a weak key: RSA of {rsa!.KeySize} bits; {FewestRsaBits} is the least.",
            (_, < FewestEcBits) => $"has a weak key: an elliptic curve of {ec!.KeySize} bits; {FewestEcBits} is the least.",
            (null, null) => "has a key that is neither RSA nor of an elliptic curve.",
            _ when IsSignedWithSha1(certificate) => "was signed with SHA-1, which is no proof of anything.",
            _ when !MaySign(certificate) => "may not sign documents: its key usage names neither digital signature nor non-repudiation.",
            _ => null,
        };
    }

    /// <summary>sha1WithRSAEncryption (RFC 8017) and ecdsa-with-SHA1 (RFC 5758); MD5 is older still.</summary>
    private static bool IsSignedWithSha1(X509Certificate2 certificate) =>
        certificate.SignatureAlgorithm.Value is "1.2.840.113549.1.1.5" or "1.2.840.113549.1.1.4" or "1.2.840.10045.4.1";

    /// <summary>RFC 5280, 4.2.1.3: a certificate that does not restrict its use may.</summary>
    private static bool MaySign(X509Certificate2 certificate) => certificate.Extensions.OfType<X509KeyUsageExtension>()
        .All(use => (use.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0);

    private static string Day(DateTime instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
