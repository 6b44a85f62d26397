using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAL_CLOSED: the student's school had no school on the date, which is no day of its extended school year either.</summary>
/// <remarks>Source: OIG A-02-02-01029, services billed on days when school was closed. Holds for every service, transport among them.</remarks>
public static class SchoolClosed
{
    public const string Code = "CAL_CLOSED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled)
        {
            return; // Staff meet and consult on days without students too.
        }

        if (entry.School is not { } school || school.IsSchoolDay(entry.Date) || school.IsEsyDay(entry.Date))
        {
            return; // Without a school, STU_ENROLLED or CAL_UNKNOWN reports it.
        }

        if (school.Knows(entry.Date))
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.None, entry.Date, school.SchoolCode);
        }
    }
}
