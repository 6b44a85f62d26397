using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>What a run of the checks looked at.</summary>
public enum CheckScope
{
    Month,
    Import,
    Correction,
}

/// <summary>What a run of the checks came to, for the people who started it.</summary>
/// <param name="Entries">Entries checked.</param>
/// <param name="VerdictsChanged">Entries whose stored verdict was not the one reached now; new entries do not count.</param>
/// <param name="Added">Findings that did not stand before.</param>
/// <param name="Cleared">Findings that stood and are no longer found.</param>
public sealed record CheckOutcome(long CheckRunId, int Entries, int VerdictsChanged, IReadOnlyList<Finding> Added, IReadOnlyList<Finding> Cleared);

/// <summary>One run of the checks over entries of one month: from entries in memory to the difference in the store.</summary>
/// <remarks>The caller holds the district's lock and owns the transaction.</remarks>
public sealed class CheckRun(NpgsqlTransaction transaction, District district, DateOnly asOf, DateTimeOffset at)
{
    [Sql]
    private const string InsertSql = """
        insert into intake.check_run
            (district_id, check_run_id, service_month, scope, as_of, pack_name, pack_version, pack_hash, entries, started_at,
             voided_entries)
        values (@districtId, @checkRunId, @month, @scope, @asOf, @packName, @packVersion, @packHash, @entries, @at,
                billing.voided_entries_of(@districtId, @month))
        """;

    [Sql]
    private const string NoLongerStaleSql = "delete from intake.stale_month where district_id = @districtId and service_month = @month";

    /// <summary>Checks the entries and writes what is new, changed or gone.</summary>
    /// <param name="month">First day of the month; every entry that is not there for context lies in it.</param>
    /// <param name="entries">Entries under check and for context. One without a stored verdict is not in the store yet and is added.</param>
    /// <param name="superseded">Versions of the month that are no longer in the store: what looked back to them may have to change.</param>
    /// <param name="reference">At least the students, providers, schools and rates of these entries.</param>
    /// <param name="ownTables">Where the month's entries go if they are many and none is in the store yet; else null.</param>
    public async Task<CheckOutcome> RunAsync(
        DateOnly month, CheckScope scope, IReadOnlyCollection<Entry> entries, IReadOnlyCollection<Entry> superseded,
        People.ReferenceData reference, MonthTables? ownTables, CancellationToken cancellationToken)
    {
        var pack = district.RulePack;
        await DecisionsInForce.SetAsync(transaction, district.DistrictId, month, asOf, entries, scope, cancellationToken);
        var context = new CheckContext(entries, reference, pack, asOf, district.Zone);
        var step = Steps.Begin("history");
        context.History = await History.LoadAsync(transaction, district, month, entries, reference, cancellationToken);
        step?.Dispose();
        step = Steps.Begin("checks");
        var findings = CheckEngine.Run(context);
        step?.Dispose();
        var underCheck = entries.Where(entry => !entry.ContextOnly).ToArray();
        var runId = await Counters.TakeAsync(transaction, district.DistrictId, "check-run", cancellationToken: cancellationToken);
        await InsertAsync(runId, month, scope, underCheck.Length, pack, cancellationToken);

        var (outcome, changed) = ownTables is not null
            ? await LoadMonthAsync(runId, month, ownTables, underCheck, findings, cancellationToken)
            : await WriteDifferenceAsync(runId, month, scope, underCheck, superseded, findings, cancellationToken);
        await MarkStaleAsync(month, scope, changed, superseded, reference, cancellationToken);
        return outcome;
    }

    private async Task<(CheckOutcome Outcome, IEnumerable<Entry> Changed)> LoadMonthAsync(
        long runId, DateOnly month, MonthTables tables, Entry[] entries, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        await tables.LoadAsync(runId, entries, findings, cancellationToken);
        await tables.AttachAsync(transaction, cancellationToken);
        await FlaggedEntries.AddAsync(transaction, district.DistrictId, month, entries, findings, cancellationToken);
        return (new CheckOutcome(runId, entries.Length, VerdictsChanged: 0, findings, Cleared: []), entries);
    }

    private async Task<(CheckOutcome Outcome, IEnumerable<Entry> Changed)> WriteDifferenceAsync(
        long runId, DateOnly month, CheckScope scope, Entry[] entries, IReadOnlyCollection<Entry> superseded, IReadOnlyList<Finding> findings,
        CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("write the difference");
        var added = entries.Where(entry => entry.Stored is null).OrderBy(entry => entry.EntryId).ToList();
        await EntryWriter.CopyAsync(transaction.Connection!, "intake.entry", district.DistrictId, runId, added, cancellationToken);

        var changed = entries.Where(entry => entry.Stored is { } stored && stored != Verdict.Of(entry)).ToList();
        await EntryWriter.UpdateVerdictsAsync(transaction, district.DistrictId, runId, month, changed, cancellationToken);

        var standing = scope == CheckScope.Correction
            ? await FindingStore.StandingOfEntriesAsync(
                transaction, district.DistrictId, [.. entries.Concat(superseded).Select(entry => entry.EntryId)], [month], cancellationToken)
            : await FindingStore.StandingOfMonthAsync(transaction, district.DistrictId, month, cancellationToken);
        var found = findings.ToHashSet();
        var gone = standing.Where(each => !found.Contains(each.Finding)).ToList();
        var stood = standing.Select(each => each.Finding).ToHashSet();
        var fresh = findings.Where(finding => !stood.Contains(finding)).ToList();
        await FindingStore.ClearAsync(transaction, district.DistrictId, runId, month, gone, cancellationToken);
        await FindingStore.CopyAsync(
            transaction.Connection!, "intake.finding", district.DistrictId, runId, month, fresh, cancellationToken);
        var touched = gone.Select(each => each.Finding.EntryId).Concat(fresh.Select(finding => finding.EntryId))
            .Concat(changed.Concat(added).Concat(superseded).Select(entry => entry.EntryId)).ToHashSet();
        await FlaggedEntries.ReplaceAsync(transaction, district.DistrictId, month, touched, entries, findings, cancellationToken);
        var unlike = gone.Select(each => each.Finding).Concat(fresh).Where(finding => finding.Severity != Severity.Warn)
            .Select(finding => finding.EntryId).Concat(changed.Select(entry => entry.EntryId)).ToHashSet();
        return (
            new CheckOutcome(runId, entries.Length, changed.Count, fresh, [.. gone.Select(each => each.Finding)]),
            entries.Where(entry => entry.Stored is null || unlike.Contains(entry.EntryId)));
    }

    /// <summary>A check of the whole month brings it up to date; what it changed may do the opposite to later months.</summary>
    private async Task MarkStaleAsync(
        DateOnly month, CheckScope scope, IEnumerable<Entry> changed, IReadOnlyCollection<Entry> superseded,
        People.ReferenceData reference, CancellationToken cancellationToken)
    {
        if (scope != CheckScope.Correction)
        {
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                NoLongerStaleSql, new { districtId = district.DistrictId, month }, transaction, cancellationToken: cancellationToken));
        }

        Matching.MatchAll(superseded, reference, district.RulePack);
        using var step = Steps.Begin("later months");
        await LaterMonths.MarkStaleAsync(transaction, district, month, changed.Concat(superseded), reference, at, cancellationToken);
    }

    private async Task InsertAsync(
        long runId, DateOnly month, CheckScope scope, int entries, Core.Packs.RulePack pack, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand(InsertSql, transaction.Connection, transaction);
        insert.Parameters.AddWithValue("districtId", district.DistrictId.Value);
        insert.Parameters.AddWithValue("checkRunId", runId);
        insert.Parameters.AddWithValue("month", month);
        insert.Parameters.AddWithValue("scope", ScopeText(scope));
        insert.Parameters.AddWithValue("asOf", asOf);
        insert.Parameters.AddWithValue("packName", pack.Name);
        insert.Parameters.AddWithValue("packVersion", pack.Version);
        insert.Parameters.AddWithValue("packHash", pack.Hash);
        insert.Parameters.AddWithValue("entries", entries);
        insert.Parameters.AddWithValue("at", at);
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string ScopeText(CheckScope scope) => scope switch
    {
        CheckScope.Month => "month",
        CheckScope.Import => "import",
        _ => "correction",
    };
}
