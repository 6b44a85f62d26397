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
    private readonly RepeatedNotes _repeatedNotes;
    private readonly WallClock _wallClock;

    /// <param name="entries">The entries under check, and those that are there for context only.</param>
    /// <param name="asOf">Today, as the check is to see it.</param>
    /// <param name="zone">The district's time zone.</param>
    public CheckContext(IReadOnlyCollection<Entry> entries, ReferenceData reference, RulePack pack, DateOnly asOf, TimeZoneInfo zone)
    {
        Reference = reference;
        AsOf = asOf;
        _wallClock = new WallClock(zone);
        using (Steps.Begin("match"))
        {
            Matching.MatchAll(entries, reference, pack);
        }

        using var step = Steps.Begin("group");
        Entry[] byStudent = [], byProvider = [];
        Parallel.Invoke(
            () => byStudent = EntryRuns.Sort(
                entries, entry => entry.Log.StudentNumber, (entry, neighbours) => entry.OfStudent = neighbours),
            () => byProvider = EntryRuns.Sort(
                entries, entry => entry.Log.ProviderNumber, (entry, neighbours) => entry.OfProvider = neighbours));
        (_byStudent, _byProvider) = (byStudent, byProvider);
        _repeatedNotes = new RepeatedNotes(_byProvider);
        GroupSession.FindAll(_byProvider, this);
    }

    public ReferenceData Reference { get; }

    public DateOnly AsOf { get; }

    /// <summary>Dated after the check, as CAL_FUTURE says: the session is compared with nothing else until its date is right.</summary>
    public bool IsInFuture(Entry entry) => entry.Date > AsOf;

    /// <summary>An instant as the clock on the school's wall showed it: service times are local, instants of signing are not.</summary>
    public DateTime LocalTime(DateTimeOffset instant) => _wallClock.At(instant);

    /// <summary>All entries, those of a student together, in time.</summary>
    public ReadOnlySpan<Entry> Entries => _byStudent;

    internal Entry[] EntriesByStudent => _byStudent;

    /// <summary>What happened before the month, where a check looks back to it.</summary>
    public History History { get; set; } = History.None;

    /// <summary>All entries of the entry's student, itself among them, in time.</summary>
    public ReadOnlySpan<Entry> StudentMonth(Entry entry) => entry.OfStudent.All.Of(_byStudent);

    /// <summary>The entries of the entry's student on its day, itself among them, in time.</summary>
    public ReadOnlySpan<Entry> StudentDay(Entry entry) => entry.OfStudent.Day.Of(_byStudent);

    /// <summary>Of the entry's student on its day, itself among them, all that share a minute with it, and perhaps some that do not.</summary>
    public ReadOnlySpan<Entry> StudentMeanwhile(Entry entry) => entry.OfStudent.Meanwhile.Of(_byStudent);

    /// <summary>All entries of the entry's provider on its day, itself among them, in time.</summary>
    public ReadOnlySpan<Entry> ProviderDay(Entry entry) => entry.OfProvider.Day.Of(_byProvider);

    /// <summary>Of the entry's provider on its day, itself among them, all that share a minute with it, and perhaps some that do not.</summary>
    public ReadOnlySpan<Entry> ProviderMeanwhile(Entry entry) => entry.OfProvider.Meanwhile.Of(_byProvider);

    /// <summary>Sessions of the entry's provider with its very note, its own among them; 0 where it stands on no other, or is too short.</summary>
    public int SessionsWithTheNoteOf(Entry entry) => _repeatedNotes.SessionsWithTheNoteOf(entry);

    /// <summary>Whether two entries are of one group session: the same provider, day and service, and the same group key or, without keys, the same start.</summary>
    public static bool SameGroup(Entry one, Entry other) => one.Group is { } group && ReferenceEquals(group, other.Group);
}
