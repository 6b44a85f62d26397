using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_FIELDS: the record of a session that was held lacks its start, its end, its place, or a text that the state asks for.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: date, extent, nature and place of the service; the
/// texts in the rule pack (<c>log.requiredTexts</c>). A telehealth session has no place to name, and a trip is described by its vehicle.
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
        Require(log.Place.Length > 0 || log.Telehealth, LogField.Place, entry, findings);
        foreach (var text in entry.Rules.RequiredLogTexts)
        {
            Require(TextOf(log, text).Length > 0 || isTrip, text, entry, findings);
        }
    }

    private static string TextOf(SessionLog log, string field) => field switch
    {
        LogField.Activity => log.Activity,
        LogField.Progress => log.Progress,
        _ => log.Note,
    };

    private static void Require(bool given, string field, Entry entry, Findings findings)
    {
        if (!given)
        {
            findings.Reject(Code, entry, field, RecordUsed.None, field);
        }
    }
}
