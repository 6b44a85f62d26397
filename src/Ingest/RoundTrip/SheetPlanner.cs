using System.Globalization;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>Sets a sheet that came back against the entries as they stand.</summary>
internal sealed class SheetPlanner
{
    private readonly Dictionary<long, Entry> _entries;
    private readonly ILookup<long, EarlierVersion> _earlier;
    private readonly Dictionary<long, bool> _frozen;
    private readonly HashSet<long> _merged;
    private readonly Dictionary<long, int> _lineOf = [];

    private SheetPlanner(Dictionary<long, Entry> entries, ILookup<long, EarlierVersion> earlier, Dictionary<long, bool> frozen, HashSet<long> merged) =>
        (_entries, _earlier, _frozen, _merged) = (entries, earlier, frozen, merged);

    /// <param name="schools">Only entries that an account of these schools may see; null: all of the district.</param>
    public static async Task<SheetPlan> PlanAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string[]? schools, IReadOnlyList<SheetRow> rows, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var asked = rows.Select(row => IdOf(row)).OfType<long>().Distinct().ToArray();
        long[] entryIds = [.. await EntryReach.AmongAsync(connection, districtId, schools, asked, cancellationToken)];
        var entries = (await EntryReader.ByIdsAsync(transaction, districtId, entryIds, cancellationToken)).ToDictionary(entry => entry.EntryId);
        var changed = rows.Where(row => IdOf(row) is { } id && entries.TryGetValue(id, out var entry) && VersionOf(row) < entry.Version).Select(row => IdOf(row)!.Value);
        var planner = new SheetPlanner(
            entries,
            await EarlierVersion.OfEntriesAsync(connection, districtId, [.. changed.Distinct()], cancellationToken),
            await FrozenEntries.AmongAsync(transaction, districtId, entries.Values, cancellationToken),
            await MergedEntries.AmongAsync(connection, districtId, entryIds, cancellationToken));
        return planner.Plan(rows);
    }

    private SheetPlan Plan(IReadOnlyList<SheetRow> rows)
    {
        var (changed, unchanged, stale, unreadable) = (new List<PlannedCorrection>(), new List<int>(), new List<StaleRow>(), new List<UnreadableRow>());
        foreach (var row in rows)
        {
            switch (Judge(row))
            {
                case PlannedCorrection correction:
                    changed.Add(correction);
                    break;
                case StaleRow overtaken:
                    stale.Add(overtaken);
                    break;
                case string reason:
                    unreadable.Add(new(row.Line, IdOf(row), reason));
                    break;
                default:
                    unchanged.Add(row.Line);
                    break;
            }
        }

        return new(changed, unchanged, stale, unreadable);
    }

    /// <returns>A correction, a stale row, why it cannot be read, or null where nothing is changed.</returns>
    private object? Judge(SheetRow row)
    {
        if (row.Problem is not null)
        {
            return row.Problem;
        }

        if (IdOf(row) is not { } entryId || VersionOf(row) is not { } version)
        {
            return "Its entry id and version must be as they were downloaded.";
        }

        if (!_lineOf.TryAdd(entryId, row.Line))
        {
            return $"Line {_lineOf[entryId]} has this entry already.";
        }

        if (!_entries.TryGetValue(entryId, out var entry))
        {
            return "There is no entry of that number.";
        }

        var now = FieldTexts.Of(entry.Log);
        if (version == entry.Version)
        {
            var changes = ChangesOf(row, now);
            return changes.Count == 0 ? null : Correction(row, entry, changes);
        }

        return _earlier[entryId].FirstOrDefault(earlier => earlier.Version == version) is { } seen
            ? Overtaken(row, entry, seen, now)
            : "The entry never had that version.";
    }

    /// <summary>What was changed twice the same way, by this sheet's first coming perhaps, needs nobody.</summary>
    private StaleRow? Overtaken(SheetRow row, Entry entry, EarlierVersion seen, Dictionary<string, string> now)
    {
        var open = ChangesOf(row, seen.Texts).Where(change => change.After != now[change.Field])
            .Select(change => change with { Before = now[change.Field] }).ToList();
        return open.Count == 0 ? null : new(row.Line, entry, Steps(entry.EntryId, seen.Version, now), open);
    }

    private List<MeanwhileStep> Steps(long entryId, int since, Dictionary<string, string> now)
    {
        var steps = new List<MeanwhileStep>();
        IReadOnlyDictionary<string, string> after = now;
        foreach (var earlier in _earlier[entryId].Where(earlier => earlier.Version >= since))
        {
            steps.Add(new(earlier.By, earlier.At, earlier.Reason, [.. FieldTexts.Names.Where(field => earlier.Texts[field] != after[field])]));
            after = earlier.Texts;
        }

        return steps;
    }

    private object Correction(SheetRow row, Entry entry, IReadOnlyList<SheetChange> changes)
    {
        var reason = FieldTexts.Normal(SheetValue.Plain(row.Cells.GetValueOrDefault(SheetColumns.Reason).Text ?? ""));
        if (reason.Length is 0 or > SheetCorrections.MostReasonCharacters)
        {
            return $"Say in the column “{SheetColumns.HeadingOf(SheetColumns.Reason)}” why you change it, in at most {SheetCorrections.MostReasonCharacters} characters.";
        }

        if (_frozen.TryGetValue(entry.EntryId, out var sent))
        {
            return sent ? "It is billed on a claim that went out: correct it on its page." : "It is frozen by its month's close or on a claim that is not released yet.";
        }

        var log = FieldChanges.Apply(entry.Log, changes.ToDictionary(change => change.Field, change => change.After), out var problems);
        if (problems.Count > 0)
        {
            return string.Join(" ", problems.Select(problem => $"{SheetColumns.HeadingOf(problem.Key)}: {problem.Value}"));
        }

        return MergedEntries.Moves(entry.Log, log) is not null && _merged.Contains(entry.EntryId)
            ? MergedEntries.Refusal
            : new PlannedCorrection(row.Line, entry, log, reason, changes);
    }

    /// <summary>A column that the file lacks says nothing.</summary>
    private static List<SheetChange> ChangesOf(SheetRow row, IReadOnlyDictionary<string, string> was) =>
    [
        .. from field in FieldTexts.Names
           where row.Cells.ContainsKey(field)
           let after = SheetValue.TextOf(field, row.Cells[field], was[field])
           where after != was[field]
           select new SheetChange(field, was[field], after),
    ];

    private static long? IdOf(SheetRow row) =>
        row.Problem is null && long.TryParse(row.Cells[SheetColumns.EntryId].Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static int? VersionOf(SheetRow row) =>
        row.Problem is null && int.TryParse(row.Cells[SheetColumns.Version].Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
