using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_PRESENT: the school's own attendance says that the student was absent during the session.</summary>
/// <remarks>
/// Source: OIG A-02-02-01029, services billed for days on which the student was absent. An absence that the session's minutes away
/// account for is none: the provider saw the student leave.
/// </remarks>
public static class AbsentFromSchool
{
    public const string Code = "STU_PRESENT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.Student is not { } student || SchoolClosed.IsClosed(entry))
        {
            return; // STU_MATCH and CAL_CLOSED report it; to consult or meet, staff need no student.
        }

        foreach (var absence in student.Absences)
        {
            if (absence.Day == entry.Date && Contradicts(absence, entry))
            {
                findings.Reject(Code, entry, LogField.Date, RecordUsed.Of(absence), entry.Date);
                return;
            }
        }
    }

    /// <summary>Of a session whose times are missing or wrong (LOG_FIELDS, LOG_TIMES) an absence of the whole day alone says something.</summary>
    private static bool Contradicts(Absence absence, Entry entry) =>
        entry.HasSessionTimes
            ? absence.MinutesWithin(entry.Log.Start!.Value, entry.Log.End!.Value) > entry.Log.MinutesAway
            : absence.IsWholeDay;
}
