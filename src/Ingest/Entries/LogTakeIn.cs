using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>A row of a logs file that could be read.</summary>
public readonly record struct LoggedRow(int LineNumber, string RowId, SessionLog Log);

/// <summary>What became of the readable rows of a logs file.</summary>
/// <param name="Refused">Rows that could not become an entry after all, with the reason in a clerk's words.</param>
public sealed record TakenIn(int Entered, int Changed, int Duplicates, IReadOnlyList<(int LineNumber, string Reason)> Refused);

/// <summary>Turns the rows of a logs file into entries with verdicts: new ones, new versions of known ones, duplicates.</summary>
/// <remarks>The caller holds the district's lock and owns the transaction: either all of the file's entries stand in the store with their findings, or none.</remarks>
/// <param name="database">For connections beside the transaction's.</param>
/// <param name="reference">The district's, whole.</param>
public sealed class LogTakeIn(
    NpgsqlDataSource database, NpgsqlTransaction transaction, District district, ReferenceData reference, DateOnly asOf, ChangeContext change)
{
    [Sql]
    private const string KnownRowsSql = """
        select row_id, entry_id, row_hash
        from intake.entry
        where district_id = @districtId and source = @source and row_id = any(@rowIds)
        """;

    [Sql]
    private const string AnyOfSourceSql = "select exists (select from intake.import_file where district_id = @districtId and source = @source and kind = 'logs' and rows_entered > 0)";

    [Sql]
    private const string FrozenSql = """
        select entry_id from billing.frozen_entry where district_id = @districtId and service_month = any(@months) and entry_id = any(@entryIds)
        """;

    public async Task<TakenIn> RunAsync(long importFileId, string source, DistinctRows distinct, CancellationToken cancellationToken)
    {
        var (rows, duplicates) = (distinct.Rows, distinct.Duplicates);
        var refused = distinct.Refused.ToList();
        var known = await KnownRowsAsync(source, rows, cancellationToken);
        var changed = new List<(LoggedRow Row, KnownRow Known, Guid Hash)>();
        var added = new List<(LoggedRow Row, Guid Hash)>(rows.Count);
        foreach (var (row, hash) in rows)
        {
            if (!known.TryGetValue(row.RowId, out var before))
            {
                added.Add((row, hash));
            }
            else if (before.RowHash == hash)
            {
                duplicates++;
            }
            else
            {
                changed.Add((row, before, hash));
            }
        }

        var (newVersions, superseded) = await SupersedeAsync(importFileId, changed, refused, cancellationToken);
        var entries = await NewEntriesAsync(importFileId, source, added, cancellationToken);
        entries.AddRange(newVersions);
        await CheckAsync(entries, superseded, cancellationToken);
        return new TakenIn(entries.Count, newVersions.Count, duplicates, refused);
    }

    private async Task<Dictionary<string, KnownRow>> KnownRowsAsync(
        string source, IReadOnlyList<(LoggedRow Row, Guid Hash)> rows, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            AnyOfSourceSql, new { districtId = district.DistrictId, source }, transaction, cancellationToken: cancellationToken)))
        {
            return [];
        }

        var known = await connection.QueryAsync<KnownRow>(new CommandDefinition(
            KnownRowsSql,
            new { districtId = district.DistrictId, source, rowIds = rows.Select(each => each.Row.RowId).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        return known.ToDictionary(row => row.RowId, StringComparer.Ordinal);
    }

    private async Task<(List<Entry> NewVersions, List<Entry> Superseded)> SupersedeAsync(
        long importFileId, List<(LoggedRow Row, KnownRow Known, Guid Hash)> changed, List<(int, string)> refused, CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
        {
            return ([], []);
        }

        var ids = changed.Select(each => each.Known.EntryId).ToArray();
        var current = (await EntryReader.ByIdsAsync(transaction, district.DistrictId, ids, cancellationToken)).ToDictionary(entry => entry.EntryId);
        var frozen = (await transaction.Connection!.QueryAsync<long>(new CommandDefinition(
            FrozenSql,
            new { districtId = district.DistrictId, months = EntryWriter.MonthsOf(current.Values), entryIds = ids },
            transaction,
            cancellationToken: cancellationToken))).ToHashSet();
        var newVersions = new List<Entry>();
        foreach (var (row, known, hash) in changed)
        {
            if (frozen.Contains(known.EntryId))
            {
                refused.Add((row.LineNumber, $"Entry {known.EntryId} is closed or billed already; the change was not taken in. Void or replace its claim first."));
                continue;
            }

            newVersions.Add(Versions.Next(current[known.EntryId], row.Log) with
            {
                ImportFileId = importFileId,
                LineNumber = row.LineNumber,
                RowHash = hash,
            });
        }

        var superseded = newVersions.Select(entry => current[entry.EntryId]).ToList();
        await EntryWriter.SupersedeAsync(
            transaction, district.DistrictId, superseded, change.When, change.Who.ToString(), $"changed in file {importFileId}", cancellationToken);
        return (newVersions, superseded);
    }

    private async Task<List<Entry>> NewEntriesAsync(
        long importFileId, string source, List<(LoggedRow Row, Guid Hash)> added, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>(added.Count);
        if (added.Count == 0)
        {
            return entries;
        }

        var entryId = await Counters.TakeAsync(transaction, district.DistrictId, "entry", added.Count, cancellationToken);
        foreach (var (row, hash) in added)
        {
            entries.Add(new Entry
            {
                EntryId = entryId++,
                Version = 1,
                Log = row.Log,
                Source = source,
                RowId = row.RowId,
                RowHash = hash,
                ImportFileId = importFileId,
                LineNumber = row.LineNumber,
                SignedVersion = row.Log.SignedAt is null ? 0 : 1,
            });
        }

        return entries;
    }

    private async Task CheckAsync(List<Entry> entries, List<Entry> superseded, CancellationToken cancellationToken)
    {
        var byMonth = entries.ToLookup(entry => EntryWriter.MonthOf(entry.Date));
        var gone = superseded.ToLookup(entry => EntryWriter.MonthOf(entry.Date));
        var months = byMonth.Select(month => month.Key).Union(gone.Select(month => month.Key)).Order().ToList();
        if (months.Count == 0)
        {
            return;
        }

        var run = new CheckRun(transaction, district, asOf, change.When);
        foreach (var month in months)
        {
            var added = byMonth[month].ToList();
            var ownTables = await MonthTables.CreateIfWorthwhileAsync(
                database, transaction, district.DistrictId, month, added.Count, cancellationToken);
            var present = await EntryReader.MonthAsync(transaction, district.DistrictId, month, cancellationToken);
            present.AddRange(added);
            await run.RunAsync(month, CheckScope.Import, present, [.. gone[month]], reference, ownTables, cancellationToken);
        }
    }

    private sealed record KnownRow(string RowId, long EntryId, Guid RowHash);
}
