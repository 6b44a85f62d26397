using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TPL_OPEN: another insurer comes before Medicaid, and what it pays has not been settled.</summary>
/// <remarks>Source: 42 CFR 433.139 (third-party liability): Medicaid pays last.</remarks>
public static class OtherCoverageOpen
{
    public const string Code = "TPL_OPEN";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.Student is not { } student)
        {
            return; // STU_MATCH reports the unknown student.
        }

        // STU_ELIG reports that no span covers the date.
        foreach (var span in student.Eligibility)
        {
            if (span.OtherCoverage && span.Covers(entry.Date))
            {
                findings.Reject(Code, entry, LogField.StudentNumber, RecordUsed.Of(span), span.From);
                return;
            }
        }
    }
}
