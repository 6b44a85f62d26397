using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>FILE_SOON: few days are left within which Medicaid takes a claim for the date.</summary>
/// <remarks>Source: 42 CFR 447.45(d); days in the rule pack (<c>filing.limitDays</c>, <c>filing.soonDays</c>).</remarks>
public static class FilingDueSoon
{
    public const string Code = "FILE_SOON";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled)
        {
            return;
        }

        var lastDay = entry.Date.AddDays(entry.Rules.FilingLimitDays);
        var daysLeft = lastDay.DayNumber - context.AsOf.DayNumber;
        if (daysLeft >= 0 && daysLeft <= entry.Rules.FilingSoonDays) // FILE_TIMELY reports that it is over.
        {
            findings.Warn(Code, entry, LogField.Date, RecordUsed.None, lastDay, daysLeft);
        }
    }
}
