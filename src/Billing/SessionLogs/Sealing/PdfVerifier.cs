using System.Buffers;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Proves a sealed PDF, or says what is wrong with it. Asks nothing but the file.</summary>
/// <remarks>
/// The seal must be the file's only signature, cover every byte but itself, be written in the one way in which we write it, and name the
/// certificate that made it: so a byte changed anywhere is found.
/// </remarks>
public static class PdfVerifier
{
    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789abcdef");

    public static SealVerdict Verify(ReadOnlyMemory<byte> pdf)
    {
        try
        {
            return Check(new PdfFile(pdf));
        }
        catch (ForeignPdfException)
        {
            return new(
                "Another program wrote this file, or wrote it anew since it was made here: a seal does not outlive that. Ask for the file as it was sent.",
                null);
        }
        catch (PdfFormatException)
        {
            return new("The file is not a PDF that was made here, or it is damaged or cut short.", null);
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            return new("The seal is damaged.", null);
        }
    }

    private static SealVerdict Check(PdfFile file)
    {
        var catalog = file.Dictionary(file.Trailer.Reference("/Root"));
        if (catalog["/AcroForm"] is null)
        {
            return new("The file carries no seal.", null);
        }

        var signature = file.Dictionary(SignatureOf(file, catalog));
        if (SignedParts(file.Bytes.Span, signature["/ByteRange"]) is not { } gap)
        {
            return new("The seal does not cover the whole file: something was added, removed or changed after it was set.", null);
        }

        var (before, behind) = gap;
        var contents = Encoding.Latin1.GetString(file.Bytes.Span[before..behind]);
        if (contents != signature["/Contents"] || Cms(contents) is not { } encoded)
        {
            return new("The seal is damaged.", null);
        }

        var cms = new SignedCms(new ContentInfo([.. file.Bytes.Span[..before], .. file.Bytes.Span[behind..]]), detached: true);
        cms.Decode(encoded);
        if (CmsSignature.Signer(cms, encoded) is not { } signer)
        {
            return new("The seal is damaged.", null);
        }

        cms.CheckSignature(verifySignatureOnly: true);
        return DocumentInfo.Read(file.Dictionary(file.Trailer.Reference("/Info"))) is { } identity
            && DateTimeOffset.TryParseExact(
                signature["/M"], "'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sealedAt)
            ? new(null, Facts(identity, signer, sealedAt, CmsSignature.Stamp(cms.SignerInfos[0])))
            : new("The file was signed, but not as a session log of ours.", null);
    }

    private static SealFacts Facts(DocumentIdentity identity, X509Certificate2 signer, DateTimeOffset sealedAt, TimeStamp? stamp) => new(
        identity,
        signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
        SealCertificate.FingerprintOf(signer),
        signer.SubjectName.RawData.AsSpan().SequenceEqual(signer.IssuerName.RawData),
        sealedAt,
        stamp);

    /// <summary>The object of the one signature there is.</summary>
    private static int SignatureOf(PdfFile file, PdfDictionary catalog)
    {
        var form = PdfDictionary.Read(new PdfScanner(Encoding.Latin1.GetBytes(catalog["/AcroForm"]!), 0));
        return form["/Fields"]?.Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var field, "0", "R"] && int.TryParse(field, CultureInfo.InvariantCulture, out var number)
            ? file.Dictionary(number).Reference("/V")
            : throw new PdfFormatException("The file has not one signature.");
    }

    /// <summary>Where the signature begins and ends, if all the rest is signed.</summary>
    private static (int Before, int Behind)? SignedParts(ReadOnlySpan<byte> file, string? byteRange) =>
        byteRange?.Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["0", var first, var second, var rest]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var before)
        && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var behind)
        && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && before < behind && behind <= file.Length && length == file.Length - behind
            ? (before, behind)
            : null;

    /// <summary>The encoded signature out of its lower-case hexadecimal digits; behind it only zeros.</summary>
    private static byte[]? Cms(string contents)
    {
        if (contents is not ['<', .. var hex, '>'] || hex.Length % 2 != 0 || hex.AsSpan().ContainsAnyExcept(_digits))
        {
            return null;
        }

        var bytes = Convert.FromHexString(hex);
        AsnDecoder.ReadEncodedValue(bytes, AsnEncodingRules.DER, out _, out _, out var length);
        return bytes.AsSpan(length).ContainsAnyExcept((byte)0) ? null : bytes[..length];
    }
}
