using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_PRESIGN: the log was signed before the session had ended, so the signature attests what had not happened yet.</summary>
/// <remarks>Source: OIG A-02-02-01029, services not shown as rendered.</remarks>
public static class SignedBeforeEnd
{
    public const string Code = "LOG_PRESIGN";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.SignedAt is not { } signedAt || context.IsInFuture(entry) || !entry.HasSessionTimes)
        {
            return; // LOG_UNSIGNED, CAL_FUTURE, LOG_FIELDS or LOG_TIMES reports it.
        }

        var end = entry.Log.End.GetValueOrDefault();
        var signed = context.LocalTime(signedAt);
        if (signed < entry.Date.ToDateTime(end))
        {
            findings.Reject(
                Code, entry, LogField.SignedAt, RecordUsed.None,
                DateOnly.FromDateTime(signed), TimeOnly.FromDateTime(signed), entry.Date, end);
        }
    }
}
