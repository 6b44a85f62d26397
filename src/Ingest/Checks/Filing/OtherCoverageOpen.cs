using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TPL_OPEN: another insurer comes before Medicaid, and what it pays for the service has not been settled.</summary>
/// <remarks>Source: 42 CFR 433.139 (third-party liability): Medicaid pays last.</remarks>
public static class OtherCoverageOpen
{
    public const string Code = "TPL_OPEN";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry is { MayBeClaimed: true, Eligibility: { OtherCoverage: true } span, Student: { } student }
            && !student.HasOtherPayment(entry.Date, entry.Code?.Procedure))
        {
            findings.Reject(Code, entry, LogField.StudentNumber, RecordUsed.Of(span), span.From);
        }
    }
}
