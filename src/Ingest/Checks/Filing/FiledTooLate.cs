using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>FILE_TIMELY: the time within which Medicaid takes a claim for the date is over.</summary>
/// <remarks>Source: 42 CFR 447.45(d): 12 months from the date of service; days in the rule pack (<c>filing.limitDays</c>).</remarks>
public static class FiledTooLate
{
    public const string Code = "FILE_TIMELY";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled)
        {
            return;
        }

        var lastDay = entry.Date.AddDays(entry.Rules.FilingLimitDays);
        if (context.AsOf > lastDay)
        {
            findings.NotBillable(Code, entry, LogField.Date, RecordUsed.None, lastDay, entry.Rules.FilingLimitDays);
        }
    }
}
