using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>The signature itself: CMS SignedData over bytes that stand elsewhere, as PAdES baseline B-B wants it, or B-T with a time stamp.</summary>
/// <remarks>
/// Source: ETSI EN 319 142-1, 6.3: content type, message digest and signing-certificate-v2 are signed; the signing time is not
/// (it stands in the PDF). The stamp is an unsigned attribute over the signature's value. SHA-256.
/// </remarks>
internal static class CmsSignature
{
    /// <summary>RFC 5035: which certificate signed and which others come with it, by their hashes.</summary>
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    /// <summary>RFC 3161, appendix A: a time stamp of the signature.</summary>
    private const string TimeStampToken = "1.2.840.113549.1.9.16.2.14";

    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <exception cref="TimeStampException"/>
    public static async Task<byte[]> SignAsync(byte[] content, SealCertificate seal, CancellationToken cancellationToken)
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
        if (seal.Stamps is { } authority)
        {
            var signed = cms.SignerInfos[0];
            signed.AddUnsignedAttribute(new AsnEncodedData(TimeStampToken, await authority.StampAsync(signed, cancellationToken)));
        }

        return CmsLayout.Write(cms, seal.Certificate);
    }

    /// <summary>The certificate of the one signer, if the signature is built as <see cref="SignAsync"/> builds it; whether it holds is not asked.</summary>
    /// <param name="encoded">The bytes that <paramref name="cms"/> was read from.</param>
    public static X509Certificate2? Signer(SignedCms cms, byte[] encoded)
    {
        if (cms.SignerInfos is not [{ Certificate: { } certificate } signer])
        {
            return null;
        }

        var issuers = cms.Certificates.Where(each => !each.Equals(certificate)).OrderBy(each => each.Thumbprint, StringComparer.Ordinal);
        var named = signer.SignedAttributes.Cast<CryptographicAttributeObject>().Where(attribute => attribute.Oid.Value == SigningCertificateV2).ToList();
        return named is [{ Values: [var hashes] }] && hashes.RawData.AsSpan().SequenceEqual(Hashes([certificate, .. issuers]))
            && cms.ContentInfo.ContentType.Value == CmsLayout.Data && signer.DigestAlgorithm.Value == Sha256
            && CmsLayout.Write(cms, certificate).AsSpan().SequenceEqual(encoded)
                ? certificate
                : null;
    }

    /// <summary>Who vouched for the time of the signature, if anybody did.</summary>
    /// <exception cref="CryptographicException">What is there is no stamp of this signature, or does not hold.</exception>
    public static TimeStamp? Stamp(SignerInfo signer)
    {
        if (signer.UnsignedAttributes.Count == 0)
        {
            return null;
        }

        return signer.UnsignedAttributes is [{ Oid.Value: TimeStampToken, Values: [{ RawData: var encoded }] }]
            && Rfc3161TimestampToken.TryDecode(encoded, out var token, out _)
            && token.VerifySignatureForSignerInfo(signer, out var authority)
            && CmsLayout.Write(token.AsSignedCms(), authority).AsSpan().SequenceEqual(encoded)
                ? new(token.TokenInfo.Timestamp, authority.GetNameInfo(X509NameType.SimpleName, forIssuer: false), SealCertificate.FingerprintOf(authority))
                : throw new CryptographicException("The time stamp is not one of this signature.");
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
