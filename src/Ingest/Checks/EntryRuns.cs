using System.Runtime.InteropServices;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Where an entry's neighbours stand in a sorted array.</summary>
public readonly record struct EntryRun(int From, int Count)
{
    public ReadOnlySpan<Entry> Of(Entry[] sorted) => sorted.AsSpan(From, Count);
}

/// <summary>Puts the entries of one person side by side, in time, and tells each entry where its neighbours are.</summary>
/// <remarks>Grouping by hash, ordering the few people and sorting each one's entries costs a fraction of sorting all entries by name.</remarks>
internal static class EntryRuns
{
    private static readonly Comparer<Entry> _inTime = Comparer<Entry>.Create(EntryOrder.InTime);

    /// <param name="remember">Hears each entry's run: all entries of its person, then those of the person's day.</param>
    public static Entry[] Sort(IReadOnlyCollection<Entry> entries, Func<Entry, string> personOf, Action<Entry, EntryRun, EntryRun> remember)
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

    private static void Remember(Entry[] sorted, EntryRun run, Action<Entry, EntryRun, EntryRun> remember)
    {
        var end = run.From + run.Count;
        for (var from = run.From; from < end;)
        {
            var after = from + 1;
            while (after < end && sorted[after].Date == sorted[from].Date)
            {
                after++;
            }

            var day = new EntryRun(from, after - from);
            foreach (var entry in day.Of(sorted))
            {
                remember(entry, run, day);
            }

            from = after;
        }
    }
}
