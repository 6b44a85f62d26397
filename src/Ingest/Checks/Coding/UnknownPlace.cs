using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>POS_VALID: the word for the place stands for no place-of-service code.</summary>
/// <remarks>
/// Source: CMS place-of-service code set; the words are the pack's (<c>places</c>). A telehealth session has a code of its own
/// (<c>telehealth.placeOfService</c>).
/// </remarks>
public static class UnknownPlace
{
    public const string Code = "POS_VALID";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        var place = entry.Log.Place;
        if (entry.NeverBilled || entry.Log.Telehealth || place.Length == 0)
        {
            return; // LOG_FIELDS reports that no place is given.
        }

        if (!entry.Rules.Places.ContainsKey(place))
        {
            findings.Reject(Code, entry, LogField.Place, RecordUsed.None, place);
        }
    }
}
