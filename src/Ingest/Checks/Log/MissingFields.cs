using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_FIELDS: the record of a session that was held lacks its start, its end, its note or its place.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: date, extent, nature and place of the service.
/// A telehealth session has no place to name, and a trip is described by its vehicle.
/// </remarks>
public static class MissingFields
{
    public const string Code = "LOG_FIELDS";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        var log = entry.Log;
        var isTrip = entry.ServiceRule is { Kind: ServiceKind.Transport };
        Require(log.Start is not null, LogField.Start, entry, findings);
        Require(log.End is not null, LogField.End, entry, findings);
        Require(log.Note.Length > 0 || isTrip, LogField.Note, entry, findings);
        Require(log.Place.Length > 0 || log.Telehealth, LogField.Place, entry, findings);
    }

    private static void Require(bool given, string field, Entry entry, Findings findings)
    {
        if (!given)
        {
            findings.Reject(Code, entry, field, RecordUsed.None, field);
        }
    }
}
