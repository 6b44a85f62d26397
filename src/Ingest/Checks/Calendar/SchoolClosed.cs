using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAL_CLOSED: the student's school had no school on the date, which is no day of its extended school year either.</summary>
/// <remarks>Source: OIG A-02-02-01029, services billed on days when school was closed. Holds for every service, transport among them.</remarks>
public static class SchoolClosed
{
    public const string Code = "CAL_CLOSED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.NeverBilled && IsClosed(entry)) // Staff meet and consult on days without students too.
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.None, entry.Date, entry.School!.SchoolCode);
        }
    }

    /// <summary>Whether the calendar says so. Without a school, or where it is silent, STU_ENROLLED or CAL_UNKNOWN reports that.</summary>
    internal static bool IsClosed(Entry entry) =>
        entry.School is { } school && !school.IsSchoolDay(entry.Date) && !school.IsEsyDay(entry.Date) && school.Knows(entry.Date);
}
