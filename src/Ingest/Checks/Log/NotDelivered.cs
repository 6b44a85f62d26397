using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>ATT_NOTDELIVERED: the session was not held, so there is nothing to bill.</summary>
/// <remarks>
/// Source: OIG A-02-02-01029, services billed on days when the student was absent. Which codes mean "held" is the pack's
/// attendance table.
/// </remarks>
public static class NotDelivered
{
    public const string Code = "ATT_NOTDELIVERED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Attendance is null)
        {
            return; // LOG_ATTENDANCE reports it; one fault, one finding.
        }

        if (!entry.Attendance.Delivered)
        {
            findings.NotBillable(Code, entry, LogField.Attendance, RecordUsed.None, entry.Log.Attendance);
        }
    }
}
