using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>GRP_SIZE: a group session lists too few students to be a group, or more took part than may.</summary>
/// <remarks>Source: CPT 92508, 97150 (two or more individuals); sizes in the rule pack (<c>group.minSize</c>, <c>group.maxSize</c>).</remarks>
public static class GroupSize
{
    public const string Code = "GRP_SIZE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Group is not { } group || entry.NeverBilled)
        {
            return;
        }

        var (listed, attended) = (group.Listed, group.Attended);
        var (least, most) = (entry.Rules.GroupMinSize, entry.Rules.GroupMaxSize);
        if (attended > most)
        {
            findings.Reject(Code, entry, LogField.GroupKey, RecordUsed.None, attended, least, most);
        }
        else if (listed < least && IsMeantAsGroup(entry))
        {
            findings.Reject(Code, entry, LogField.GroupKey, RecordUsed.None, listed, least, most);
        }
    }

    // Where the plan knows no group, the row's mode is wrong and not the group: IEP_GROUPMATCH reports it.
    private static bool IsMeantAsGroup(Entry entry) => entry.GridRow is not { } row || row.Allows(SessionMode.Group);
}
