using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>GRP_LEFTONE: so many of the group were absent that those who came were no group.</summary>
/// <remarks>Source: CPT 92508, 97150 (two or more individuals); smallest group in the rule pack (<c>group.minSize</c>).</remarks>
public static class GroupLeftOne
{
    public const string Code = "GRP_LEFTONE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Group is not { } group || entry.NeverBilled)
        {
            return;
        }

        var (listed, attended) = (group.Listed, group.Attended);
        var least = entry.Rules.GroupMinSize;
        if (attended < least && listed >= least) // GRP_SIZE reports that too few are listed to begin with.
        {
            findings.NotBillable(Code, entry, LogField.Mode, RecordUsed.None, attended, listed);
        }
    }
}
