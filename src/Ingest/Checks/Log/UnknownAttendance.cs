using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_ATTENDANCE: the attendance code is not one of the rule pack's, so nobody can tell whether the session was held.</summary>
/// <remarks>Source: OIG A-02-02-01029, services not shown as rendered; the codes stand in the rule pack's attendance table.</remarks>
public static class UnknownAttendance
{
    public const string Code = "LOG_ATTENDANCE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Attendance is null)
        {
            findings.Reject(Code, entry, LogField.Attendance, RecordUsed.None, entry.Log.Attendance);
        }
    }
}
