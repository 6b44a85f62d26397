using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>SignedData (RFC 5652) written from its parts, as our seals and the time stamps in them have it: one signer, no unsigned attribute but a time stamp.</summary>
/// <remarks>
/// No signature protects what surrounds the signed attributes. We write it in one way: a verifier that writes it anew and compares finds what was
/// changed there. Algorithms: RFC 3370, 3.2 (RSA; its padding is PKCS #1 v1.5) and RFC 5754.
/// </remarks>
internal static class CmsLayout
{
    public const string Data = "1.2.840.113549.1.7.1";

    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string EcdsaWithSha = "1.2.840.10045.4.3.";

    private static readonly Asn1Tag _zero = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag _one = new(TagClass.ContextSpecific, 1);

    /// <param name="certificate">Of the one signer.</param>
    public static byte[] Write(SignedCms cms, X509Certificate2 certificate)
    {
        var signer = cms.SignerInfos[0];
        var content = cms.ContentInfo;
        var asn = new AsnWriter(AsnEncodingRules.DER);
        using (asn.PushSequence())
        {
            asn.WriteObjectIdentifier(SignedData);
            using (asn.PushSequence(_zero))
            using (asn.PushSequence())
            {
                asn.WriteInteger(content.ContentType.Value == Data ? 1 : 3);
                using (asn.PushSetOf())
                {
                    WriteAlgorithm(asn, signer.DigestAlgorithm.Value!);
                }

                WriteContent(asn, content, cms.Detached);
                using (asn.PushSetOf(_zero))
                {
                    foreach (var each in cms.Certificates)
                    {
                        asn.WriteEncodedValue(each.RawDataMemory.Span);
                    }
                }

                using (asn.PushSetOf())
                {
                    WriteSigner(asn, certificate, signer);
                }
            }
        }

        return asn.Encode();
    }

    private static void WriteContent(AsnWriter asn, ContentInfo content, bool elsewhere)
    {
        using (asn.PushSequence())
        {
            asn.WriteObjectIdentifier(content.ContentType.Value!);
            if (!elsewhere)
            {
                using (asn.PushSequence(_zero))
                {
                    asn.WriteOctetString(content.Content);
                }
            }
        }
    }

    private static void WriteSigner(AsnWriter asn, X509Certificate2 certificate, SignerInfo signer)
    {
        using (asn.PushSequence())
        {
            asn.WriteInteger(1);
            using (asn.PushSequence())
            {
                asn.WriteEncodedValue(certificate.IssuerName.RawData);
                asn.WriteInteger(certificate.SerialNumberBytes.Span);
            }

            WriteAlgorithm(asn, signer.DigestAlgorithm.Value!);
            using (asn.PushSetOf(_zero))
            {
                foreach (var attribute in signer.SignedAttributes)
                {
                    WriteAttribute(asn, attribute);
                }
            }

            using var rsa = certificate.GetRSAPublicKey();
            WriteAlgorithm(asn, rsa is null ? EcdsaWithSha + Strength(signer.DigestAlgorithm) : RsaEncryption, withNull: rsa is not null);
            asn.WriteOctetString(signer.GetSignature());
            if (signer.UnsignedAttributes is [var stamp])
            {
                using (asn.PushSetOf(_one))
                {
                    WriteAttribute(asn, stamp);
                }
            }
        }
    }

    private static void WriteAttribute(AsnWriter asn, CryptographicAttributeObject attribute)
    {
        using (asn.PushSequence())
        {
            asn.WriteObjectIdentifier(attribute.Oid.Value!);
            using (asn.PushSetOf())
            {
                foreach (var value in attribute.Values)
                {
                    asn.WriteEncodedValue(value.RawData);
                }
            }
        }
    }

    /// <summary>The last number of ecdsa-with-SHA256, 384, 512.</summary>
    private static string Strength(Oid digest) => digest.Value switch
    {
        CmsSignature.Sha256 => "2",
        "2.16.840.1.101.3.4.2.2" => "3",
        "2.16.840.1.101.3.4.2.3" => "4",
        _ => throw new CryptographicException("The digest is none of SHA-2."),
    };

    private static void WriteAlgorithm(AsnWriter asn, string algorithm, bool withNull = false)
    {
        using (asn.PushSequence())
        {
            asn.WriteObjectIdentifier(algorithm);
            if (withNull)
            {
                asn.WriteNull();
            }
        }
    }
}
