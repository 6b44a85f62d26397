using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_TIMES: the times make no session: it must end after it starts, leave minutes after the time away, and not be too long.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91; longest session in the rule pack
/// (<c>log.maxSessionMinutes</c>).
/// </remarks>
public static class SessionTimes
{
    public const string Code = "LOG_TIMES";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Log.Start is not { } start || entry.Log.End is not { } end)
        {
            return; // LOG_FIELDS reports the missing time; one fault, one finding.
        }

        if (!entry.HasSessionTimes)
        {
            findings.Reject(Code, entry, LogField.End, RecordUsed.None, start, end, entry.Log.MinutesAway, entry.Rules.MaxSessionMinutes);
        }
    }
}
