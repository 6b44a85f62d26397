using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_MATCH: the student number of the log is of no student of the district.</summary>
/// <remarks>Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the record names the recipient.</remarks>
public static class UnknownStudent
{
    public const string Code = "STU_MATCH";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Student is null)
        {
            findings.Reject(Code, entry, LogField.StudentNumber, RecordUsed.None, entry.Log.StudentNumber);
        }
    }
}
