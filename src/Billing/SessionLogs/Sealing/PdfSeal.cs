using System.Globalization;
using System.Text;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Seals a PDF with the district's certificate: a signature over every byte, written behind the document as an update.</summary>
/// <remarks>
/// PAdES B-B, with a time stamp B-T (ETSI EN 319 142-1), in an invisible field of the last page, certifying that no change is allowed (ISO 32000-2, 12.8.2.2:
/// DocMDP 1). What a reader needs to see of it stands in the document itself.
/// </remarks>
public sealed class PdfSeal(SealCertificate certificate, TimeProvider clock)
{
    private const int RoomForCms = 6144;
    private const int RoomForStamp = 12288;
    private const int InvisibleLocked = 4 + 128; // printed, and not to be moved
    private const int SignaturesExistAndAppendOnly = 3;

    private const string ByteRangeRoom = "[0 0000000000 0000000000 0000000000]";

    /// <exception cref="PdfFormatException">Not a PDF as Chromium writes it, or one that is sealed already.</exception>
    /// <exception cref="SealException"/>
    /// <exception cref="TimeStampException"/>
    public async Task<byte[]> SealAsync(ReadOnlyMemory<byte> pdf, DocumentIdentity identity, string district, CancellationToken cancellationToken = default)
    {
        var room = RoomForCms + (certificate.Stamps is null ? 0 : RoomForStamp)
            + certificate.Certificate.RawDataMemory.Length + certificate.Issuers.Sum(issuer => issuer.RawDataMemory.Length);
        var placed = new string('0', 2 * room);
        var document = WithEmptySignature(new PdfFile(pdf), identity, district, placed);
        var contents = document.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes($"<{placed}>"));
        var behind = contents + placed.Length + 2;
        var byteRange = string.Create(CultureInfo.InvariantCulture, $"[0 {contents} {behind} {document.Length - behind}]");
        Put(document, document.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(ByteRangeRoom)), byteRange.PadRight(ByteRangeRoom.Length));

        var cms = await CmsSignature.SignAsync([.. document.AsSpan(..contents), .. document.AsSpan(behind..)], certificate, cancellationToken);
        if (cms.Length > room)
        {
            throw new SealException($"The signature takes {cms.Length} bytes, more than the {room} that were kept for it.");
        }

        Put(document, contents + 1, Convert.ToHexStringLower(cms));
        return document;
    }

    private byte[] WithEmptySignature(PdfFile file, DocumentIdentity identity, string district, string placed)
    {
        var update = new PdfUpdate(file);
        var page = file.LastPage();
        var signature = update.Add(Signature(district, placed));
        var field = update.Add(Field(page, signature));

        var lastPage = file.Dictionary(page);
        lastPage["/Annots"] = lastPage["/Annots"] switch
        {
            null => $"[{Reference(field)}]",
            ['[', .. var annotations, ']'] => $"[{annotations} {Reference(field)}]",
            _ => throw new PdfFormatException("The last page's annotations stand in an object of their own."),
        };
        update.Replace(page, lastPage);

        var catalog = file.Dictionary(file.Trailer.Reference("/Root"));
        if (catalog["/AcroForm"] is not null)
        {
            throw new PdfFormatException("The file has a form or a seal already.");
        }

        catalog["/Version"] = "/1.7";
        catalog["/AcroForm"] = $"<</Fields [{Reference(field)}] /SigFlags {SignaturesExistAndAppendOnly}>>";
        catalog["/Perms"] = $"<</DocMDP {Reference(signature)}>>";
        update.Replace(file.Trailer.Reference("/Root"), catalog);

        var info = file.Trailer.Reference("/Info");
        update.Replace(info, DocumentInfo.Write(file.Dictionary(info), identity));
        return update.Write(info);
    }

    private string Signature(string district, string placed) =>
        $"""
        <</Type /Sig
        /Filter /Adobe.PPKLite
        /SubFilter /ETSI.CAdES.detached
        /Name {PdfText.Write(district)}
        /Reason {PdfText.Write("Session log as it was made and kept")}
        /M (D:{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)
        /Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /P 1 /V /1.2>>>>]
        /ByteRange {ByteRangeRoom}
        /Contents <{placed}>>>
        """;

    private static string Field(int page, int signature) => string.Create(
        CultureInfo.InvariantCulture,
        $"<</Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /TU (Seal of the district) /Rect [0 0 0 0] /F {InvisibleLocked} /P {page} 0 R /V {signature} 0 R>>");

    private static string Reference(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} 0 R");

    private static void Put(byte[] document, int at, string text) => Encoding.ASCII.GetBytes(text, document.AsSpan(at));
}
