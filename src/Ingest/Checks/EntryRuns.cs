using System.Runtime.InteropServices;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Where an entry's neighbours stand in a sorted array.</summary>
public readonly record struct EntryRun(int From, int Count)
{
    public ReadOnlySpan<Entry> Of(Entry[] sorted) => sorted.AsSpan(From, Count);
}

/// <summary>Where the neighbours of an entry stand: all entries of its person, those of the day, and those that may share a minute with it.</summary>
public readonly record struct Neighbours(EntryRun All, EntryRun Day, EntryRun Meanwhile);

/// <summary>Puts the entries of one person side by side, in time, and tells each entry where its neighbours are.</summary>
/// <remarks>Grouping by hash, ordering the few people and sorting each one's entries costs a fraction of sorting all entries by name.</remarks>
internal static class EntryRuns
{
    private static readonly Comparer<Entry> _inTime = Comparer<Entry>.Create(EntryOrder.InTime);

    /// <param name="remember">Hears where each entry's neighbours are.</param>
    public static Entry[] Sort(IReadOnlyCollection<Entry> entries, Func<Entry, string> personOf, Action<Entry, Neighbours> remember)
    {
        var people = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(people, personOf(entry), out _);
            (own ??= []).Add(entry);
        }

        var sorted = new Entry[entries.Count];
        var from = 0;
        foreach (var (_, own) in people.OrderBy(person => person.Key, StringComparer.Ordinal))
        {
            own.Sort(_inTime);
            own.CopyTo(sorted, from);
            Remember(sorted, new EntryRun(from, own.Count), remember);
            from += own.Count;
        }

        return sorted;
    }

    private static void Remember(Entry[] sorted, EntryRun run, Action<Entry, Neighbours> remember)
    {
        var end = run.From + run.Count;
        for (var from = run.From; from < end;)
        {
            var after = from + 1;
            while (after < end && sorted[after].Date == sorted[from].Date)
            {
                after++;
            }

            RememberDay(sorted, run, new EntryRun(from, after - from), remember);
            from = after;
        }
    }

    /// <summary>
    /// A day stands in time, so what may share a minute with a session lies side by side: from the first entry that is not over by the
    /// time it starts, to the last that starts before it ends. The former moves forward only, for sessions start ever later.
    /// </summary>
    private static void RememberDay(Entry[] sorted, EntryRun all, EntryRun run, Action<Entry, Neighbours> remember)
    {
        var day = run.Of(sorted);
        var first = 0;
        var overBy = TimeOnly.MinValue; // the end of the latest of day[..first] and day[first]
        for (var i = 0; i < day.Length; i++)
        {
            if (!day[i].HasSessionTimes)
            {
                remember(day[i], new(all, run, Meanwhile: default));
                continue;
            }

            while (first < i && LaterEnd(overBy, day[first]) <= day[i].Log.Start)
            {
                overBy = LaterEnd(overBy, day[first]);
                first++;
            }

            remember(day[i], new(all, run, new EntryRun(run.From + first, StartingBefore(day, day[i].Log.End!.Value) - first)));
        }
    }

    private static TimeOnly LaterEnd(TimeOnly end, Entry entry) => entry.HasSessionTimes && entry.Log.End > end ? entry.Log.End.Value : end;

    /// <summary>How many entries of a day start before a time, or name no start.</summary>
    public static int StartingBefore(ReadOnlySpan<Entry> day, TimeOnly time)
    {
        var (low, high) = (0, day.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (day[middle].Log.Start >= time)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
