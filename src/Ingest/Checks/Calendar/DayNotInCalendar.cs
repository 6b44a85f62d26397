using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAL_UNKNOWN: the calendar says nothing of the date at the student's school, so nobody can tell whether there was school.</summary>
/// <remarks>
/// Source: OIG A-02-02-01029, services billed on days when school was closed. Apart from CAL_CLOSED, because here the office has
/// to act.
/// </remarks>
public static class DayNotInCalendar
{
    public const string Code = "CAL_UNKNOWN";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled)
        {
            return; // Staff meet and consult on days without students too.
        }

        if (entry.Student?.EnrolmentOn(entry.Date) is not { } enrolment)
        {
            return; // STU_MATCH or STU_ENROLLED reports it.
        }

        if (entry.School is not { } school || !school.Knows(entry.Date))
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.None, entry.Date, enrolment.SchoolCode);
        }
    }
}
