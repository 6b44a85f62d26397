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
    /// <summary>RFC 5035: which certificate signed and which others come with it, by their hashes.</summary>
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static SignedCms Sign(byte[] content, SealCertificate seal)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, seal.Certificate)
        {
            DigestAlgorithm = new(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.Certificates.AddRange(seal.Issuers);
        signer.SignedAttributes.Add(new AsnEncodedData(SigningCertificateV2, Hashes([seal.Certificate, .. seal.Issuers])));
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(signer, silent: true);
        return cms;
    }

    /// <summary>The certificate of the one signer, if the signature is built as <see cref="Sign"/> builds it; whether it holds is not asked.</summary>
    /// <param name="encoded">The bytes that <paramref name="cms"/> was read from.</param>
    public static X509Certificate2? Signer(SignedCms cms, byte[] encoded)
    {
        if (cms.SignerInfos is not [{ Certificate: { } certificate } signer])
        {
            return null;
        }

        var issuers = cms.Certificates.Where(each => !each.Equals(certificate)).OrderBy(each => each.Thumbprint, StringComparer.Ordinal);
        var named = signer.SignedAttributes.Cast<CryptographicAttributeObject>().SingleOrDefault(attribute => attribute.Oid.Value == SigningCertificateV2);
        return named?.Values is [var hashes] && hashes.RawData.AsSpan().SequenceEqual(Hashes([certificate, .. issuers]))
            && CmsLayout.Write(cms.Certificates, certificate, signer).AsSpan().SequenceEqual(encoded)
                ? certificate
                : null;
    }

    /// <summary>SigningCertificateV2: an ESSCertIDv2 for each, whose hash is SHA-256 because it names none. The signer's is the first.</summary>
    private static byte[] Hashes(IEnumerable<X509Certificate2> certificates)
    {
        var asn = new AsnWriter(AsnEncodingRules.DER);
        using (asn.PushSequence())
        using (asn.PushSequence())
        {
            foreach (var certificate in certificates)
            {
                using (asn.PushSequence())
                {
                    asn.WriteOctetString(SHA256.HashData(certificate.RawDataMemory.Span));
                }
            }
        }

        return asn.Encode();
    }
}
