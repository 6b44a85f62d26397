using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TELE_OK: the session was by telehealth, and the service is not one that may be.</summary>
/// <remarks>Source: the pack's service table (<c>telehealth</c>).</remarks>
public static class TelehealthNotAllowed
{
    public const string Code = "TELE_OK";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        // LOG_SERVICE reports a service that the pack does not know.
        if (entry is { NeverBilled: false, Log.Telehealth: true, ServiceRule.Telehealth: false })
        {
            findings.Reject(Code, entry, LogField.Telehealth, RecordUsed.None, entry.Service);
        }
    }
}
