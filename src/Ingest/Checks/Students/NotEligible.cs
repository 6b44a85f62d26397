using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_ELIG: no Medicaid eligibility span of the student covers the date.</summary>
/// <remarks>Source: NH He-W 589.04; OIG A-04-01-00005, students who were not eligible on the date of service.</remarks>
public static class NotEligible
{
    public const string Code = "STU_ELIG";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Student is not { } student || entry.NeverBilled)
        {
            return; // STU_MATCH, IEP_CONSULT, IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        if (entry.Eligibility is null)
        {
            findings.NotBillable(Code, entry, LogField.Date, RecordUsed.Of(student), entry.Date);
        }
    }
}
