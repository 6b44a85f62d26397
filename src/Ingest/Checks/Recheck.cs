using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Checks again, within one month, every entry whose verdict changed entries can touch.</summary>
/// <remarks>
/// An entry's verdict rests on its own month of the same student, and on what the first two stages say of its provider's day and
/// of sessions with the same note. So a change can touch: the months of its own student (before and after), and the months of
/// the students who were with the same provider on that day or whose sessions carry the same note. Those are checked; the
/// provider-days of their sessions are read beside them, for context only. Later months whose verdicts look back to the change are
/// marked stale by <see cref="CheckRun"/>.
/// </remarks>
public sealed class Recheck(NpgsqlTransaction transaction, District district, DateOnly asOf, DateTimeOffset at)
{
    /// <param name="before">Versions that are no longer in the store.</param>
    /// <param name="after">Versions that are not in the store yet; those that lie in this month are added.</param>
    /// <returns>Ids of the other entries whose verdict changed.</returns>
    public async Task<IReadOnlyList<long>> RunAsync(
        DateOnly month, IReadOnlyCollection<Entry> before, IReadOnlyCollection<Entry> after, CancellationToken cancellationToken)
    {
        var added = after.Where(entry => EntryWriter.MonthOf(entry.Date) == month).ToList();
        var changed = after.Select(entry => entry.EntryId).ToHashSet();
        var unlike = await RunAsync(month, before, [.. before, .. after], added, cancellationToken);
        return [.. unlike.Where(entry => !changed.Contains(entry.EntryId)).Select(entry => entry.EntryId)];
    }

    /// <summary>The same where entries stay as they are: something was decided about them, or a record changed that they are checked against.</summary>
    /// <param name="of">As they stand in the store, of this month.</param>
    /// <returns>Each entry whose verdict changed, of these or of others.</returns>
    public async Task<IReadOnlyList<VerdictChange>> AgainAsync(
        DateOnly month, IReadOnlyCollection<Entry> of, CancellationToken cancellationToken) =>
        [.. (await RunAsync(month, [], of, [], cancellationToken)).Select(entry => new VerdictChange(entry.EntryId, entry.Stored!.Value, Verdict.Of(entry)))];

    /// <returns>The entries that were in the store and whose verdict is not what it was.</returns>
    private async Task<IEnumerable<Entry>> RunAsync(
        DateOnly month, IReadOnlyCollection<Entry> before, IReadOnlyCollection<Entry> changed, List<Entry> added, CancellationToken cancellationToken)
    {
        var entries = await WithContextAsync(month, changed, added, cancellationToken);
        var reference = await ReferenceLoader.LoadAsync(
            transaction.Connection!, district.DistrictId,
            [.. entries.Concat(before).Select(entry => entry.Log.StudentNumber).Distinct()], cancellationToken);
        var run = new CheckRun(transaction, district, asOf, at);
        var superseded = before.Where(entry => EntryWriter.MonthOf(entry.Date) == month).ToList();
        await run.RunAsync(month, CheckScope.Correction, entries, superseded, reference, ownTables: null, cancellationToken);
        return entries.Where(entry => !entry.ContextOnly && entry.Stored is { } stored && stored != Verdict.Of(entry));
    }

    /// <param name="changed">The changed entries as they were and as they will be.</param>
    /// <param name="added">Those that the month will hold.</param>
    private async Task<IReadOnlyCollection<Entry>> WithContextAsync(
        DateOnly month, IReadOnlyCollection<Entry> changed, List<Entry> added, CancellationToken cancellationToken)
    {
        var students = changed.Select(entry => entry.Log.StudentNumber).ToHashSet(StringComparer.Ordinal);
        var touching = await ReadAsync(month, students, changed.Select(DayOf).ToHashSet(), changed, _ => false, cancellationToken);
        students.UnionWith(touching.Select(entry => entry.Log.StudentNumber));
        var checkedOnes = await ReadAsync(month, students, [], [], _ => false, cancellationToken);
        checkedOnes.AddRange(added);
        var read = await ReadAsync(
            month,
            students,
            checkedOnes.Select(DayOf).ToHashSet(),
            checkedOnes,
            log => !students.Contains(log.StudentNumber),
            cancellationToken);
        read.AddRange(added);
        return read;
    }

    private async Task<List<Entry>> ReadAsync(
        DateOnly month, IReadOnlyCollection<string> students, IReadOnlyCollection<(string, DateOnly)> providerDays, IReadOnlyCollection<Entry> sameNotesAs,
        Func<SessionLog, bool> contextOnly, CancellationToken cancellationToken) =>
        await EntryReader.NeighboursAsync(
            transaction, district.DistrictId, month, students, providerDays, sameNotesAs, contextOnly, cancellationToken);

    private static (string Provider, DateOnly Day) DayOf(Entry entry) => (entry.Log.ProviderNumber, entry.Date);
}

/// <summary>An entry whose verdict is not what it was.</summary>
public readonly record struct VerdictChange(long EntryId, Verdict Before, Verdict After);
