using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>GRP_CONSIST: the session starts or ends at another time than the rest of its group.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91; a student who came late or left early has minutes away
/// instead. The times that most of the group have are taken for right; of equally many, the earlier ones.
/// </remarks>
public static class GroupTimesDiffer
{
    public const string Code = "GRP_CONSIST";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry is not { Group: { } group, HasSessionTimes: true })
        {
            return; // LOG_FIELDS and LOG_TIMES report times that are none.
        }

        if ((entry.Log.Start, entry.Log.End) != (group.Start, group.End))
        {
            findings.Reject(Code, entry, LogField.Start, RecordUsed.None, entry.Log.Start, entry.Log.End, group.Start, group.End);
        }
    }
}
