using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>SignedData (RFC 5652) written from its parts, as our seals have it: one signer, no unsigned attribute.</summary>
/// <remarks>
/// No signature protects what surrounds the signed attributes. A verifier that writes the structure anew and compares finds what was changed there.
/// </remarks>
internal static class CmsLayout
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string Data = "1.2.840.113549.1.7.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    private static readonly Asn1Tag _zero = new(TagClass.ContextSpecific, 0);

    public static byte[] Write(X509Certificate2Collection certificates, X509Certificate2 certificate, SignerInfo signer)
    {
        var asn = new AsnWriter(AsnEncodingRules.DER);
        using (asn.PushSequence())
        {
            asn.WriteObjectIdentifier(SignedData);
            using (asn.PushSequence(_zero))
            using (asn.PushSequence())
            {
                asn.WriteInteger(1);
                using (asn.PushSetOf())
                {
                    WriteAlgorithm(asn, CmsSignature.Sha256);
                }

                WriteAlgorithm(asn, Data);
                using (asn.PushSetOf(_zero))
                {
                    foreach (var each in certificates)
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

            WriteAlgorithm(asn, CmsSignature.Sha256);
            using (asn.PushSetOf(_zero))
            {
                foreach (var attribute in signer.SignedAttributes)
                {
                    WriteAttribute(asn, attribute);
                }
            }

            using var rsa = certificate.GetRSAPublicKey();
            WriteAlgorithm(asn, rsa is null ? EcdsaWithSha256 : RsaEncryption, withNull: rsa is not null);
            asn.WriteOctetString(signer.GetSignature());
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
