using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>How many students a group session lists, and how many of them were there. A row that repeats another does not count.</summary>
public readonly record struct GroupSession(int Listed, int Attended)
{
    public static GroupSession Of(Entry entry, CheckContext context)
    {
        var (listed, attended) = (0, 0);
        foreach (var member in context.ProviderDay(entry))
        {
            if (CheckContext.SameGroup(entry, member) && !DuplicateLog.Repeats(member, context))
            {
                listed++;
                attended += member.Held ? 1 : 0;
            }
        }

        return new(listed, attended);
    }
}
