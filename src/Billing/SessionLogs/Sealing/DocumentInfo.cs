using System.Globalization;
using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>A document's identity in the PDF's information dictionary.</summary>
internal static class DocumentInfo
{
    private const string District = "/MedlogsDistrict";
    private const string DocumentId = "/MedlogsDocument";
    private const string Version = "/MedlogsVersion";
    private const string ContentHash = "/MedlogsContent";

    public static PdfDictionary Write(PdfDictionary info, DocumentIdentity identity)
    {
        info[District] = PdfText.Write(identity.District);
        info[DocumentId] = PdfText.Write(identity.DocumentId);
        info[Version] = PdfText.Write(identity.Version.ToString(CultureInfo.InvariantCulture));
        info[ContentHash] = PdfText.Write(identity.ContentHash.ToString());
        return info;
    }

    /// <summary>Null where the PDF says nothing of the kind.</summary>
    public static DocumentIdentity? Read(PdfDictionary info) =>
        PdfText.Read(info[District]) is { } district && PdfText.Read(info[DocumentId]) is { } documentId
        && int.TryParse(PdfText.Read(info[Version]), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && FileHash.TryParse(PdfText.Read(info[ContentHash]), out var hash)
            ? new(district, documentId, version, hash)
            : null;
}
