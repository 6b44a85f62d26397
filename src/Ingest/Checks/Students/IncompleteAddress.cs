using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_ADDRESS: the home address of an eligible student is not complete, and a claim needs it.</summary>
/// <remarks>Source: X12 005010X222A1, loop 2010BA: N3 and N4 of the subscriber, who is the student.</remarks>
public static class IncompleteAddress
{
    public const string Code = "STU_ADDRESS";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.Student is not { } student)
        {
            return; // STU_MATCH, IEP_CONSULT, IEP_MEETING, SVC_INSTRUCTIONAL or STU_ELIG reports it: no claim, no address.
        }

        if (!student.AddressComplete)
        {
            findings.Reject(Code, entry, LogField.StudentNumber, RecordUsed.Of(student));
        }
    }
}
