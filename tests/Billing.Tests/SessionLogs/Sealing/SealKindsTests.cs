using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Billing.Tests.SessionLogs.Printing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

/// <summary>The certificates that a district may bring: each seals, other programs take it, and a change is found.</summary>
[Collection(PrinterTests.Name)]
public sealed class SealKindsTests(PrinterFixture fixture)
{
    private static readonly DateTimeOffset _now = TrialSeal.Clock.GetUtcNow();

    [Fact]
    public Task An_RSA_trial_certificate() => AssertSealsAsync(new TrialSeal(SealKey.Rsa));

    [Fact]
    public Task A_P_384_certificate() => AssertSealsAsync(new TrialSeal(path =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var certificate = new CertificateRequest(Subject, key, HashAlgorithmName.SHA384).CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1));
        Write(path, [certificate]);
    }));

    [Fact]
    public Task An_RSA_certificate_that_an_authority_issued_with_PSS_and_its_chain() => AssertSealsAsync(new TrialSeal(path =>
    {
        using var rootKey = RSA.Create(2048);
        using var root = Authority("CN=Root", rootKey).CreateSelfSigned(_now.AddYears(-2), _now.AddYears(2));
        using var middleKey = RSA.Create(2048);
        using var middle = Authority("CN=Middle", middleKey).Create(root, _now.AddYears(-1), _now.AddYears(1), [1]).CopyWithPrivateKey(middleKey);
        using var key = RSA.Create(3072);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.NonRepudiation, critical: true));
        using var issued = request.Create(
            middle.SubjectName, X509SignatureGenerator.CreateForRSA(middleKey, RSASignaturePadding.Pss), _now.AddDays(-1), _now.AddDays(1), [2]);
        using var certificate = issued.CopyWithPrivateKey(key);
        Write(path, [X509CertificateLoader.LoadCertificate(root.RawData), certificate, X509CertificateLoader.LoadCertificate(middle.RawData)]);
    }));

    private static string Subject => $"CN={TrialSeal.District}";

    private static CertificateRequest Authority(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request;
    }

    private static void Write(string path, X509Certificate2Collection certificates) =>
        File.WriteAllBytes(path, certificates.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "trial")!);

    private async Task AssertSealsAsync(TrialSeal trial)
    {
        using (trial)
        {
            var document = await trial.SealAsync(await fixture.SessionLogAsync());

            Assert.Equal((null, TrialSeal.District), (PdfVerifier.Verify(document).Fault, PdfVerifier.Verify(document).Seal?.Name));
            Assert.Contains("Signature is Valid.", PdfTools.Signatures(document), StringComparison.Ordinal);
            Assert.Contains("Total document signed", PdfTools.Signatures(document), StringComparison.Ordinal);
            var contents = document.AsSpan().LastIndexOf("/Contents <"u8);
            Assert.Empty(Tampering.Unnoticed(document, Enumerable.Range(contents, 8000).Where(at => at % 3 == 0), new Random(Seed: 20261012)));
        }
    }
}
