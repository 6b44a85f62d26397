using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_ENROLLED: the student was not enrolled in the district on the date.</summary>
/// <remarks>Source: NH He-W 589.04: services of the enrolled school district to its own students.</remarks>
public static class NotEnrolled
{
    public const string Code = "STU_ENROLLED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Student is not { } student)
        {
            return; // STU_MATCH reports it.
        }

        if (student.EnrolmentOn(entry.Date) is null)
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.Of(student), entry.Date);
        }
    }
}
