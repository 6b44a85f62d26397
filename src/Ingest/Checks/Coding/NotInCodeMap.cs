using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CODE_MAP: no code bills such a session, whoever gives it: not this service in this mode, or not of this length.</summary>
/// <remarks>Source: the pack's code map; AMA CPT, time rule (psychotherapy under 16 minutes is not reported).</remarks>
public static class NotInCodeMap
{
    public const string Code = "CODE_MAP";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.ServiceRule is null || !entry.HasSessionTimes)
        {
            return; // LOG_SERVICE, LOG_FIELDS and LOG_TIMES report what cannot be looked up.
        }

        // A code that only other credentials may bill is PROV_QUAL's to report.
        if (!entry.Rules.Bills(entry.Service, entry.Mode, entry.Minutes))
        {
            var mode = entry.Mode == SessionMode.Group ? "group" : "individual";
            findings.Reject(Code, entry, LogField.Service, RecordUsed.None, entry.Service, mode, entry.Minutes);
        }
    }
}
