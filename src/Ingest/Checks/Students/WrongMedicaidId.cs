using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_MEDID: the Medicaid ID of an eligible student is missing, or not written as the payer's are.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91; pattern in the rule pack
/// (<c>student.medicaidIdPattern</c>). The finding does not show the ID.
/// </remarks>
public static class WrongMedicaidId
{
    public const string Code = "STU_MEDID";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.Student is not { } student)
        {
            return; // STU_MATCH, IEP_CONSULT, IEP_MEETING, SVC_INSTRUCTIONAL or STU_ELIG reports it: who is not on Medicaid needs no ID.
        }

        if (!entry.Rules.MedicaidIdPattern.IsMatch(student.MedicaidId))
        {
            findings.Reject(Code, entry, LogField.StudentNumber, RecordUsed.Of(student));
        }
    }
}
