using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MedicaidLogs.Billing.SessionLogs.Sealing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

public sealed class SealCertificateTests : IDisposable
{
    private static readonly DateTimeOffset _now = TrialSeal.Clock.GetUtcNow();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-cert-");

    private string FilePath => Path.Combine(_folder.FullName, "seal.p12");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_trial_certificate_can_be_read_by_its_owner_alone_and_is_not_overwritten()
    {
        SealCertificate.CreateTrial(FilePath, "District", "secret", _now);

        using var certificate = SealCertificate.Load(FilePath, "secret", _now);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Throws<IOException>(() => SealCertificate.CreateTrial(FilePath, "District", "secret", _now));
    }

    [Fact]
    public void A_missing_file_is_named() => AssertRefused("There is no certificate file");

    [Fact]
    public void A_file_that_is_no_certificate_is_refused()
    {
        File.WriteAllText(FilePath, "not a certificate");

        AssertRefused("does not open with the password given, or is not a PKCS#12 file");
    }

    [Theory, InlineData("wrong"), InlineData(null)]
    public void A_wrong_password_is_refused(string? password)
    {
        SealCertificate.CreateTrial(FilePath, "District", "secret", _now);

        AssertRefused("does not open with the password given", password);
    }

    [Fact]
    public void A_certificate_without_its_key_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request(key).CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1));
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        File.WriteAllBytes(FilePath, bare.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, ""));

        AssertRefused("holds no private key");
    }

    [Theory, InlineData(-20, -10, "expired on 2026-10-30"), InlineData(5, 10, "is not valid before 2026-11-14")]
    public void A_certificate_of_another_time_is_refused(int fromDays, int toDays, string fault)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(Request(key).CreateSelfSigned(_now.AddDays(fromDays), _now.AddDays(toDays)));

        AssertRefused(fault);
    }

    [Fact]
    public void A_short_RSA_key_is_refused()
    {
        using var key = RSA.Create(1024);
        Write(new CertificateRequest("CN=Weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1)));

        AssertRefused("has a weak key: RSA of 1024 bits; 2048 is the least");
    }

    [Fact]
    public void A_certificate_signed_with_SHA_1_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Old", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var bare = request.Create(request.SubjectName, new Sha1Generator(key), _now.AddDays(-1), _now.AddDays(1), [1]);
        Write(bare.CopyWithPrivateKey(key));

        AssertRefused("was signed with SHA-1");
    }

    [Fact]
    public void A_certificate_that_may_not_sign_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(key);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        Write(request.CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1)));

        AssertRefused("may not sign documents");
    }

    [Fact]
    public void Of_several_keys_none_is_chosen()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var one = Request(key).CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1));
        using var other = Request(key).CreateSelfSigned(_now.AddDays(-2), _now.AddDays(1));
        X509Certificate2Collection both = [one, other];
        File.WriteAllBytes(FilePath, both.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "")!);

        AssertRefused("holds several private keys");
    }

    [Fact]
    public void An_RSA_certificate_of_good_length_is_taken()
    {
        using var key = RSA.Create(2048);
        Write(new CertificateRequest("CN=Good", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1)));

        using var certificate = SealCertificate.Load(FilePath, "", _now);
        Assert.NotEqual(default, certificate.Fingerprint);
    }

    private static CertificateRequest Request(ECDsa key) => new("CN=District", key, HashAlgorithmName.SHA256);

    private void Write(X509Certificate2 certificate)
    {
        using (certificate)
        {
            File.WriteAllBytes(FilePath, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, ""));
        }
    }

    private void AssertRefused(string fault, string? password = "") =>
        Assert.Contains(fault, Assert.Throws<SealException>(() => SealCertificate.Load(FilePath, password, _now)).Message, StringComparison.Ordinal);

    /// <summary>What authorities did before 2016.</summary>
    private sealed class Sha1Generator(RSA key) : X509SignatureGenerator
    {
        private static readonly byte[] _sha1WithRsa = Convert.FromHexString("300D06092A864886F70D0101050500");

        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => _sha1WithRsa;

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
    }
}
