using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_LATE: the log was signed too many days after the session.</summary>
/// <remarks>
/// Source: TMHP SHARS handbook: entered within 7 days. Parameters in the rule pack (<c>log.lateDays</c>, calendar days, and
/// <c>log.lateSeverity</c>).
/// </remarks>
public static class SignedLate
{
    public const string Code = "LOG_LATE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.SignedAt is not { } signedAt)
        {
            return; // LOG_UNSIGNED reports it.
        }

        var signedOn = DateOnly.FromDateTime(context.LocalTime(signedAt));
        var days = signedOn.DayNumber - entry.Date.DayNumber;
        if (days > entry.Rules.LateDays)
        {
            findings.Add(entry.Rules.LateSeverity, Code, entry, LogField.SignedAt, RecordUsed.None, signedOn, days, entry.Rules.LateDays);
        }
    }
}
