using System.Runtime.InteropServices;
using MedicaidLogs.Core.Packs;
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
        if (entry.Mode != SessionMode.Group || !entry.HasSessionTimes || AllAgree(entry, context))
        {
            return; // LOG_FIELDS and LOG_TIMES report times that are none.
        }

        var (start, end) = TimesOfMost(entry, context);
        if (TimesOf(entry) != (start, end))
        {
            findings.Reject(Code, entry, LogField.Start, RecordUsed.None, entry.Log.Start, entry.Log.End, start, end);
        }
    }

    private static bool AllAgree(Entry entry, CheckContext context)
    {
        foreach (var member in context.ProviderDay(entry))
        {
            if (IsMember(entry, member) && TimesOf(member) != TimesOf(entry))
            {
                return false;
            }
        }

        return true;
    }

    private static (TimeOnly? Start, TimeOnly? End) TimesOfMost(Entry entry, CheckContext context)
    {
        var counts = new Dictionary<(TimeOnly? Start, TimeOnly? End), int>();
        foreach (var member in context.ProviderDay(entry))
        {
            if (IsMember(entry, member))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, TimesOf(member), out _)++;
            }
        }

        return counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
    }

    private static bool IsMember(Entry entry, Entry other) =>
        other is { Held: true, HasSessionTimes: true } && CheckContext.SameGroup(entry, other);

    private static (TimeOnly? Start, TimeOnly? End) TimesOf(Entry entry) => (entry.Log.Start, entry.Log.End);
}
