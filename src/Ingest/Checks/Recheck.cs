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
    public async Task<RecheckOutcome> RunAsync(
        DateOnly month, IReadOnlyCollection<Entry> before, IReadOnlyCollection<Entry> after, CancellationToken cancellationToken)
    {
        var added = after.Where(entry => EntryWriter.MonthOf(entry.Date) == month).ToList();
        var changed = after.Select(entry => entry.EntryId).ToHashSet();
        var (outcome, unlike) = await RunAsync(month, before, [.. before, .. after], added, cancellationToken);
        return new([.. unlike.Select(entry => entry.EntryId).Where(entryId => !changed.Contains(entryId))], outcome.Added, outcome.Cleared);
    }

    /// <summary>The same where entries stay as they are: something was decided about them, or a record changed that they are checked against.</summary>
    /// <param name="of">As they stand in the store, of this month.</param>
    /// <returns>Each entry whose verdict changed, of these or of others.</returns>
    public async Task<IReadOnlyList<VerdictChange>> AgainAsync(
        DateOnly month, IReadOnlyCollection<Entry> of, CancellationToken cancellationToken) =>
        [.. (await RunAsync(month, [], of, [], cancellationToken)).Unlike.Select(entry => new VerdictChange(entry.EntryId, entry.Stored!.Value, Verdict.Of(entry)))];

    /// <returns>The entries that were in the store and whose verdict is not what it was.</returns>
    private async Task<(CheckOutcome Outcome, IEnumerable<Entry> Unlike)> RunAsync(
        DateOnly month, IReadOnlyCollection<Entry> before, IReadOnlyCollection<Entry> changed, List<Entry> added, CancellationToken cancellationToken)
    {
        var entries = await WithContextAsync(month, changed, added, cancellationToken);
        var reference = await ReferenceLoader.LoadAsync(
            transaction.Connection!, district.DistrictId,
            [.. entries.Concat(before).Select(entry => entry.Log.StudentNumber).Distinct()], cancellationToken);
        var run = new CheckRun(transaction, district, asOf, at);
        var superseded = before.Where(entry => EntryWriter.MonthOf(entry.Date) == month).ToList();
        var outcome = await run.RunAsync(month, CheckScope.Correction, entries, superseded, reference, ownTables: null, cancellationToken);
        return (outcome, entries.Where(entry => !entry.ContextOnly && entry.Stored is { } stored && stored != Verdict.Of(entry)));
    }

    /// <param name="changed">The changed entries as they were and as they will be.</param>
    /// <param name="added">Those that the month will hold.</param>
    private async Task<IReadOnlyCollection<Entry>> WithContextAsync(
        DateOnly month, IReadOnlyCollection<Entry> changed, List<Entry> added, CancellationToken cancellationToken)
    {
        var students = changed.Select(entry => entry.Log.StudentNumber).ToHashSet(StringComparer.Ordinal);
        students.UnionWith(await EntryReader.StudentsBesideAsync(transaction, district.DistrictId, month, changed, cancellationToken));
        var read = await EntryReader.WithContextAsync(transaction, district.DistrictId, month, students, added, cancellationToken);
        read.AddRange(added);
        return read;
    }
}

/// <summary>What a change came to.</summary>
/// <param name="SiblingsChanged">Ids of the other entries whose verdict changed.</param>
/// <param name="Added">Findings that did not stand before, on the changed entries and on others.</param>
/// <param name="Cleared">Findings that no longer stand, those on earlier versions among them.</param>
public sealed record RecheckOutcome(IReadOnlyList<long> SiblingsChanged, IReadOnlyList<Finding> Added, IReadOnlyList<Finding> Cleared);

/// <summary>An entry whose verdict is not what it was.</summary>
public readonly record struct VerdictChange(long EntryId, Verdict Before, Verdict After);
