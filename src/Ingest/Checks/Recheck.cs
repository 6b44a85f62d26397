using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Checks again, within one month, every entry whose verdict a changed entry can touch.</summary>
/// <remarks>
/// An entry's verdict rests on its own month of the same student, and on what the first two stages say of its provider's day and
/// of sessions with the same note. So a change can touch: the months of its own student (before and after), and the months of
/// the students who were with the same provider on that day or whose sessions carry the same note. Those are checked; the
/// provider-days of their sessions are read beside them, for context only. Later months whose verdicts look back to the change are
/// marked stale by <see cref="CheckRun"/>.
/// </remarks>
public sealed class Recheck(NpgsqlTransaction transaction, District district, DateOnly asOf, DateTimeOffset at)
{
    /// <param name="before">The version that is no longer in the store.</param>
    /// <param name="after">The version that is not in the store yet; it is added if it lies in this month.</param>
    /// <returns>Ids of the other entries whose verdict changed.</returns>
    public async Task<IReadOnlyList<long>> RunAsync(DateOnly month, Entry before, Entry after, CancellationToken cancellationToken)
    {
        var entries = await WithContextAsync(month, before, after, cancellationToken);
        var reference = await ReferenceLoader.LoadAsync(
            transaction.Connection!, district.DistrictId,
            [.. entries.Append(before).Select(entry => entry.Log.StudentNumber).Distinct()], cancellationToken);
        var run = new CheckRun(transaction, district, asOf, at);
        Entry[] superseded = EntryWriter.MonthOf(before.Date) == month ? [before] : [];
        await run.RunAsync(month, CheckScope.Correction, entries, superseded, reference, ownTables: null, cancellationToken);
        return
        [
            .. entries
                .Where(entry => !entry.ContextOnly && entry.EntryId != after.EntryId && entry.Stored is { } stored && stored != Verdict.Of(entry))
                .Select(entry => entry.EntryId),
        ];
    }

    private async Task<IReadOnlyCollection<Entry>> WithContextAsync(DateOnly month, Entry before, Entry after, CancellationToken cancellationToken)
    {
        var touching = await ReadAsync(
            month,
            [before.Log.StudentNumber, after.Log.StudentNumber],
            [DayOf(before), DayOf(after)],
            [before, after],
            _ => false,
            cancellationToken);
        var students = touching.Select(entry => entry.Log.StudentNumber)
            .Append(before.Log.StudentNumber).Append(after.Log.StudentNumber).ToHashSet(StringComparer.Ordinal);
        var checkedOnes = await ReadAsync(month, students, [], [], _ => false, cancellationToken);
        if (EntryWriter.MonthOf(after.Date) == month)
        {
            checkedOnes.Add(after);
        }

        var read = await ReadAsync(
            month,
            students,
            checkedOnes.Select(DayOf).ToHashSet(),
            checkedOnes,
            log => !students.Contains(log.StudentNumber),
            cancellationToken);
        if (EntryWriter.MonthOf(after.Date) == month)
        {
            read.Add(after);
        }

        return read;
    }

    private async Task<List<Entry>> ReadAsync(
        DateOnly month, IReadOnlyCollection<string> students, IReadOnlyCollection<(string, DateOnly)> providerDays, IReadOnlyCollection<Entry> sameNotesAs,
        Func<SessionLog, bool> contextOnly, CancellationToken cancellationToken) =>
        await EntryReader.NeighboursAsync(
            transaction, district.DistrictId, month, students, providerDays, sameNotesAs, contextOnly, cancellationToken);

    private static (string Provider, DateOnly Day) DayOf(Entry entry) => (entry.Log.ProviderNumber, entry.Date);
}
