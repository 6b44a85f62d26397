using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAL_FUTURE: the session is dated after the day of the check, so it cannot have been held.</summary>
/// <remarks>Source: OIG A-02-02-01029, services not shown as rendered.</remarks>
public static class InFuture
{
    public const string Code = "CAL_FUTURE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (context.IsInFuture(entry))
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.None, entry.Date, context.AsOf);
        }
    }
}
