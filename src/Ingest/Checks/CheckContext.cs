using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>What checks may look at beside the entry itself: the neighbours of a district-month, and the day of the check.</summary>
/// <remarks>
/// Immutable while a stage runs. Neighbours come as spans over two orders of the same entries, by student and by provider,
/// each in time, so that a look at them allocates nothing.
/// </remarks>
public sealed class CheckContext
{
    private readonly Entry[] _byStudent;
    private readonly Entry[] _byProvider;
    private readonly Dictionary<string, (int From, int Count)> _students;
    private readonly Dictionary<(string Provider, DateOnly Day), (int From, int Count)> _providerDays;
    private readonly RepeatedNotes _repeatedNotes;

    /// <param name="entries">The entries under check, and those that are there for context only.</param>
    /// <param name="asOf">Today, as the check is to see it.</param>
    /// <param name="zone">The district's time zone.</param>
    public CheckContext(IReadOnlyCollection<Entry> entries, ReferenceData reference, RulePack pack, DateOnly asOf, TimeZoneInfo zone)
    {
        Reference = reference;
        AsOf = asOf;
        Zone = zone;
        Matching.MatchAll(entries, reference, pack);
        _byStudent = [.. entries];
        Array.Sort(_byStudent, EntryOrder.ByStudent);
        _byProvider = [.. entries];
        Array.Sort(_byProvider, EntryOrder.ByProvider);
        _students = Runs(_byStudent, entry => entry.Log.StudentNumber);
        _providerDays = Runs(_byProvider, entry => (entry.Log.ProviderNumber, entry.Date));
        _repeatedNotes = new RepeatedNotes(_byProvider);
    }

    public ReferenceData Reference { get; }

    public DateOnly AsOf { get; }

    /// <summary>Dated after the check, as CAL_FUTURE says: the session is compared with nothing else until its date is right.</summary>
    public bool IsInFuture(Entry entry) => entry.Date > AsOf;

    /// <summary>The district's time zone: service times are local, instants of signing are not.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>An instant as the clock on the school's wall showed it.</summary>
    public DateTime LocalTime(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>All entries, those of a student together, in time.</summary>
    public ReadOnlySpan<Entry> Entries => _byStudent;

    internal Entry[] EntriesByStudent => _byStudent;

    /// <summary>All entries of the entry's student, itself among them, in time.</summary>
    public ReadOnlySpan<Entry> StudentMonth(Entry entry)
    {
        var (from, count) = _students[entry.Log.StudentNumber];
        return _byStudent.AsSpan(from, count);
    }

    /// <summary>The entries of the entry's student on its day, itself among them, in time.</summary>
    public ReadOnlySpan<Entry> StudentDay(Entry entry)
    {
        var month = StudentMonth(entry);
        var first = 0;
        while (month[first].Date != entry.Date)
        {
            first++;
        }

        var after = first + 1;
        while (after < month.Length && month[after].Date == entry.Date)
        {
            after++;
        }

        return month[first..after];
    }

    /// <summary>All entries of the entry's provider on its day, itself among them, in time.</summary>
    public ReadOnlySpan<Entry> ProviderDay(Entry entry)
    {
        var (from, count) = _providerDays[(entry.Log.ProviderNumber, entry.Date)];
        return _byProvider.AsSpan(from, count);
    }

    /// <summary>Sessions of the entry's provider with its very note, its own among them; 0 where it stands on no other, or is too short.</summary>
    public int SessionsWithTheNoteOf(Entry entry) => _repeatedNotes.SessionsWithTheNoteOf(entry);

    /// <summary>Whether two entries are of one group session: the same provider, day and service, and the same group key or, without keys, the same start.</summary>
    public static bool SameGroup(Entry one, Entry other) =>
        one.Mode == SessionMode.Group && other.Mode == SessionMode.Group
        && one.Date == other.Date
        && one.Log.ProviderNumber == other.Log.ProviderNumber
        && one.Service == other.Service
        && one.Log.GroupKey == other.Log.GroupKey
        && (one.Log.GroupKey.Length > 0 || one.Log.Start == other.Log.Start);

    private static Dictionary<TKey, (int From, int Count)> Runs<TKey>(Entry[] sorted, Func<Entry, TKey> key)
        where TKey : notnull
    {
        var runs = new Dictionary<TKey, (int, int)>();
        for (var from = 0; from < sorted.Length;)
        {
            var first = key(sorted[from]);
            var after = from + 1;
            while (after < sorted.Length && EqualityComparer<TKey>.Default.Equals(key(sorted[after]), first))
            {
                after++;
            }

            runs.Add(first, (from, after - from));
            from = after;
        }

        return runs;
    }
}
