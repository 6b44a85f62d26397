using System.Runtime.InteropServices;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>One group session as its rows tell it: those of one provider, day and service with the same group key or, without keys, the same start.</summary>
/// <remarks>It is put together once, from what the rows say alone, so that a group of any size costs each of its rows the same.</remarks>
public sealed class GroupSession
{
    private GroupSession(List<Entry> rows, CheckContext context)
    {
        foreach (var row in rows)
        {
            row.Group = this;
            if (!row.IsDuplicate && !DuplicateLog.Repeats(row, context))
            {
                Listed++;
                Attended += row.Held ? 1 : 0;
            }
        }

        (Start, End) = TimesOfMost(rows);
    }

    /// <summary>Students that the session lists. A row that repeats another does not count.</summary>
    public int Listed { get; }

    /// <summary>Of those, the ones who were there.</summary>
    public int Attended { get; }

    /// <summary>When it started by most of its rows; of equally many, the earlier. Null where no row of it has proper times.</summary>
    public TimeOnly? Start { get; }

    /// <summary>When it ended, by the same rows.</summary>
    public TimeOnly? End { get; }

    /// <summary>Tells each row of a group session which one it is of.</summary>
    internal static void FindAll(Entry[] byProvider, CheckContext context)
    {
        var ofDay = new Dictionary<(string Service, string Key, TimeOnly? Start), List<Entry>>();
        for (var from = 0; from < byProvider.Length;)
        {
            var day = context.ProviderDay(byProvider[from]);
            foreach (var entry in day)
            {
                if (entry.Mode == SessionMode.Group)
                {
                    var key = entry.Log.GroupKey;
                    ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(ofDay, (entry.Service, key, key.Length > 0 ? null : entry.Log.Start), out _);
                    (rows ??= []).Add(entry);
                }
            }

            foreach (var rows in ofDay.Values)
            {
                _ = new GroupSession(rows, context);
            }

            ofDay.Clear();
            from += day.Length;
        }
    }

    private static (TimeOnly? Start, TimeOnly? End) TimesOfMost(List<Entry> rows)
    {
        var (first, agree) = ((Entry?)null, true);
        foreach (var row in rows)
        {
            if (IsProper(row))
            {
                first ??= row;
                agree &= (row.Log.Start, row.Log.End) == (first.Log.Start, first.Log.End);
            }
        }

        if (agree)
        {
            return (first?.Log.Start, first?.Log.End);
        }

        return rows.Where(IsProper).Select(row => (row.Log.Start, row.Log.End)).CountBy(times => times)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
    }

    private static bool IsProper(Entry row) => row is { Held: true, HasSessionTimes: true };
}
