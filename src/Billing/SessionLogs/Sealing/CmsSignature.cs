using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>The signature itself: CMS SignedData over bytes that stand elsewhere, as PAdES baseline B-B wants it.</summary>
/// <remarks>
/// Source: ETSI EN 319 142-1, 6.3: content type, message digest and signing-certificate-v2 are signed; the signing time is not
/// (it stands in the PDF). SHA-256.
/// </remarks>
internal static class CmsSignature
{
    /// <summary>RFC 5035: which certificate signed, by its hash.</summary>
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static SignedCms Sign(byte[] content, SealCertificate seal)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, seal.Certificate)
        {
            DigestAlgorithm = new(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.Certificates.AddRange(seal.Issuers);
        signer.SignedAttributes.Add(new AsnEncodedData(SigningCertificateV2, HashOf(seal.Certificate)));
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(signer, silent: true);
        return cms;
    }

    /// <summary>SigningCertificateV2 with one ESSCertIDv2, whose hash is SHA-256 because it names none.</summary>
    public static byte[] HashOf(X509Certificate2 certificate)
    {
        var asn = new AsnWriter(AsnEncodingRules.DER);
        using (asn.PushSequence())
        using (asn.PushSequence())
        using (asn.PushSequence())
        {
            asn.WriteOctetString(SHA256.HashData(certificate.RawDataMemory.Span));
        }

        return asn.Encode();
    }
}
