using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>
/// Decides about entries beside correcting them: returns one to its provider, marks it not billable, overrides a finding, merges a
/// duplicate, takes any of that back. Checked again at once, together with every entry that it can touch.
/// </summary>
/// <remarks>See docs/decisions.md. The caller has made sure that the person may see the entries.</remarks>
public sealed class DecisionService(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Entries that one act may decide about.</summary>
    public const int MostAtOnce = 100;

    [Sql]
    private const string InsertSql = """
        insert into intake.entry_decision
            (district_id, decision_id, entry_id, entry_version, kind, reason, code, until, of_entry_id, decided_at, decided_by)
        select @districtId, @firstId + seen.ordinal - 1, seen.entry_id, seen.version, @kind, @reason, @code, @until, @ofEntryId, @at, @by
        from unnest(@entryIds::bigint[], @versions::int[]) with ordinality as seen(entry_id, version, ordinal)
        """;

    /// <summary>What the new decision stands in the place of: an override that ran out or is made longer, a return of an earlier version.</summary>
    [Sql]
    private const string EndEarlierSql = """
        update intake.entry_decision
        set ended_at = @at, ended_by = @by, ended_as = case when until < @today then 'ran-out' else 'taken-back' end, end_note = 'decided anew'
        where district_id = @districtId and entry_id = any(@entryIds) and kind = @kind and code is not distinct from @code and ended_at is null
        """;

    [Sql]
    private const string EndSql = """
        update intake.entry_decision set ended_at = @at, ended_by = @by, ended_as = 'taken-back', end_note = @reason
        where district_id = @districtId and decision_id = @decisionId and ended_at is null
        """;

    /// <summary>The same as <see cref="DecideManyAsync"/>, about one entry.</summary>
    public async Task<(EntryDecisionOutcome Outcome, IReadOnlyList<long> SiblingsChanged)> DecideAsync(
        DistrictId districtId, EntrySeen seen, EntryDecision decision, string role, ChangeContext change, CancellationToken cancellationToken = default)
    {
        var made = await DecideManyAsync(districtId, [seen], decision, role, change, cancellationToken);
        return (made.Outcomes[seen.EntryId], made.SiblingsChanged);
    }

    /// <summary>Decides the same about each of the entries; one that cannot be decided so is told apart, the others are.</summary>
    /// <param name="entries">1 to <see cref="MostAtOnce"/>, each once, as the person saw them.</param>
    /// <param name="role">The person's; the rule pack says which may override.</param>
    /// <param name="change">Who, when and why, at most <see cref="EntryDecision.MostReasonCharacters"/>; a return's reason is the comment to the provider.</param>
    public async Task<DecisionsMade> DecideManyAsync(
        DistrictId districtId, IReadOnlyCollection<EntrySeen> entries, EntryDecision decision, string role, ChangeContext change,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(change.Why);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(change.Why.Length, EntryDecision.MostReasonCharacters);
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, MostAtOnce);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var book = await Book.LoadAsync(transaction, district, entries, decision, cancellationToken);
        var outcomes = entries.ToDictionary(seen => seen.EntryId, seen => book.RefusalOf(seen, decision, role, district.Today(clock)));
        var decided = book.Entries.FindAll(entry => outcomes.TryGetValue(entry.EntryId, out var refusal) && refusal is null);
        if (decided.Count == 0)
        {
            return new(outcomes.ToDictionary(each => each.Key, each => each.Value!), []);
        }

        await WriteAsync(transaction, district, decided, decision, change, cancellationToken);
        var siblings = book.ChangesVerdicts(decision) ? await CheckAgainAsync(transaction, district, decided, change, cancellationToken) : [];
        var after = await Book.LoadAsync(transaction, district, entries, decision, cancellationToken);
        foreach (var entry in decided)
        {
            await AuditTrail.AppendAsync(transaction, Happened(districtId, entry, decision), change, cancellationToken);
            outcomes[entry.EntryId] = after.DoneOn(entry.EntryId, before: book);
        }

        await transaction.CommitAsync(cancellationToken);
        return new(outcomes.ToDictionary(each => each.Key, each => each.Value!), siblings);
    }

    private async Task WriteAsync(
        NpgsqlTransaction transaction, District district, List<Entry> decided, EntryDecision decision, ChangeContext change, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var (at, by, reason) = (change.When, change.Who.ToString(), change.Why);
        if (decision is EntryDecision.TakeBack take)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                EndSql, new { district.DistrictId, take.DecisionId, at, by, reason }, transaction, cancellationToken: cancellationToken));
            return;
        }

        var over = decision as EntryDecision.Override;
        var of = new
        {
            district.DistrictId,
            firstId = await Counters.TakeAsync(transaction, district.DistrictId, "entry-decision", decided.Count, cancellationToken),
            entryIds = decided.Select(entry => entry.EntryId).ToArray(),
            versions = decided.Select(entry => entry.Version).ToArray(),
            decision.Kind,
            over?.Code,
            over?.Until,
            ofEntryId = (decision as EntryDecision.MergeInto)?.OriginalId,
            today = district.Today(clock),
            reason,
            at,
            by,
        };
        await connection.ExecuteAsync(new CommandDefinition(EndEarlierSql, of, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(InsertSql, of, transaction, cancellationToken: cancellationToken));
    }

    /// <returns>Ids of the other entries whose verdict changed.</returns>
    private async Task<IReadOnlyList<long>> CheckAgainAsync(
        NpgsqlTransaction transaction, District district, List<Entry> decided, ChangeContext change, CancellationToken cancellationToken)
    {
        var recheck = new Recheck(transaction, district, district.Today(clock), change.When);
        var changed = new List<long>();
        foreach (var month in decided.GroupBy(entry => EntryWriter.MonthOf(entry.Date)).OrderBy(month => month.Key))
        {
            changed.AddRange((await recheck.AgainAsync(month.Key, [.. month], cancellationToken)).Select(change => change.EntryId));
        }

        return [.. changed.Except(decided.Select(entry => entry.EntryId)).Order()];
    }

    private static AuditEvent Happened(DistrictId districtId, Entry entry, EntryDecision decision) => new(
        districtId,
        decision switch
        {
            EntryDecision.ReturnToProvider => "entry.returned",
            EntryDecision.NotBillable => "entry.not-billed",
            EntryDecision.Override => "entry.overridden",
            EntryDecision.MergeInto => "entry.merged",
            _ => "entry.decision-taken-back",
        },
        "entry",
        entry.EntryId.ToString(CultureInfo.InvariantCulture),
        decision switch
        {
            EntryDecision.Override over => new JsonObject
            {
                ["version"] = entry.Version,
                ["code"] = over.Code,
                ["until"] = over.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            EntryDecision.MergeInto merge => new JsonObject { ["version"] = entry.Version, ["into"] = merge.OriginalId },
            EntryDecision.TakeBack take => new JsonObject { ["version"] = entry.Version, ["decision"] = take.DecisionId },
            _ => new JsonObject { ["version"] = entry.Version },
        });

    /// <summary>The entries as they stand, with what bears on a decision.</summary>
    private sealed record Book(
        District District, List<Entry> Entries, Dictionary<long, bool> Frozen, ILookup<long, RecordedDecision> Open, ILookup<long, Finding> Findings,
        Entry? Original, bool OriginalIsDuplicate, HashSet<long> Originals)
    {
        public static async Task<Book> LoadAsync(
            NpgsqlTransaction transaction, District district, IReadOnlyCollection<EntrySeen> seen, EntryDecision decision, CancellationToken cancellationToken)
        {
            var (connection, id) = (transaction.Connection!, district.DistrictId);
            var entryIds = seen.Select(each => each.EntryId).ToArray();
            var entries = await EntryReader.ByIdsAsync(transaction, id, entryIds, cancellationToken);
            var months = EntryWriter.MonthsOf(entries);
            var standing = await FindingStore.StandingOfEntriesAsync(transaction, id, entryIds, months, cancellationToken);
            long[] originalIds = decision is EntryDecision.MergeInto merge ? [merge.OriginalId] : [];
            return new(
                district,
                entries,
                await FrozenEntries.AmongAsync(transaction, id, entries, cancellationToken),
                await RecordedDecision.OpenAsync(connection, id, entryIds, cancellationToken),
                standing.Select(each => each.Finding).ToLookup(finding => finding.EntryId),
                (await EntryReader.ByIdsAsync(transaction, id, originalIds, cancellationToken)).SingleOrDefault(),
                (await RecordedDecision.OpenAsync(connection, id, originalIds, cancellationToken)).Any(ofOne => ofOne.Any(open => open.Kind == EntryDecision.DuplicateKind)),
                decision is EntryDecision.MergeInto ? await RecordedDecision.OriginalsAmongAsync(connection, id, entryIds, cancellationToken) : []);
        }

        public EntryDecisionOutcome? RefusalOf(EntrySeen seen, EntryDecision decision, string role, DateOnly today) =>
            Entries.Find(entry => entry.EntryId == seen.EntryId) is not { } entry ? new EntryDecisionOutcome.NotFound()
            : entry.Version != seen.Version ? new EntryDecisionOutcome.Stale(entry.Version)
            : ChangesVerdicts(decision) && Frozen.TryGetValue(entry.EntryId, out var sent) ? new EntryDecisionOutcome.Frozen(sent)
            : DecisionRules.RefusalOf(decision, new(
                entry, District.RulePack.On(entry.Date), [.. Open[entry.EntryId]], [.. Findings[entry.EntryId]], Original,
                Originals.Contains(entry.EntryId), OriginalIsDuplicate, role, today));

        /// <summary>A return leaves the verdicts as they are, and so does taking one back.</summary>
        public bool ChangesVerdicts(EntryDecision decision) => decision switch
        {
            EntryDecision.ReturnToProvider => false,
            EntryDecision.TakeBack take => Open.SelectMany(ofOne => ofOne).Any(open => open.DecisionId == take.DecisionId && open.Kind != EntryDecision.ReturnKind),
            _ => true,
        };

        public EntryDecisionOutcome.Done DoneOn(long entryId, Book before)
        {
            var verdict = Entries.Find(entry => entry.EntryId == entryId)!.Stored!.Value;
            return new(verdict.Delivered, verdict.Billable, [.. before.Findings[entryId]], [.. Findings[entryId]]);
        }
    }
}
