using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Signatures;
using Npgsql;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>Takes a corrected sheet back: keeps it, shows what it would change, and corrects all its entries at once.</summary>
/// <remarks>
/// Every entry is corrected as by <see cref="CorrectionService"/>, with its own reason; all are checked in one run for each month, so that
/// five hundred take seconds. The same file again changes nothing: what it asks for is so already.
/// </remarks>
public sealed class SheetCorrections(NpgsqlDataSource database, TimeProvider clock)
{
    public const int MostReasonCharacters = 500;

    [Sql]
    private const string InsertSql = """
        insert into intake.correction_sheet (district_id, sheet_id, sha256, file_name, sent_at, sent_by)
        values (@districtId, @sheetId, @hash, @fileName, @at, @by)
        """;

    [Sql]
    private const string KnownSql = """
        select sheet_id from intake.correction_sheet where district_id = @districtId and sha256 = @hash
        """;

    [Sql]
    private const string AppliedSql = """
        update intake.correction_sheet
        set applied_at = @at, rows_total = @rows, rows_changed = @changed, rows_unchanged = @unchanged, rows_stale = @stale, rows_unreadable = @unreadable
        where district_id = @districtId and sheet_id = @sheetId and applied_at is null
        """;

    /// <summary>Keeps a sheet as it came, to be looked at before anything is changed.</summary>
    /// <returns>Its number; the one that it has where the same file came before.</returns>
    /// <exception cref="FileRefusedException">It cannot be read at all; nothing is kept.</exception>
    public async Task<long> ReceiveAsync(
        DistrictId districtId, string fileName, byte[] content, Actor who, CancellationToken cancellationToken = default)
    {
        _ = SheetFile.Read(content);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var stored = await FileStore.PutAsync(transaction, districtId, new MemoryStream(content, writable: false), cancellationToken);
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            KnownSql, new { districtId, stored.Hash }, transaction, cancellationToken: cancellationToken)) is { } known)
        {
            return known;
        }

        var sheetId = await Counters.TakeAsync(transaction, districtId, "correction-sheet", cancellationToken: cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new { districtId, sheetId, stored.Hash, fileName = SentFile.Shortened(fileName), at = clock.GetUtcNow(), by = who.ToString() },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return sheetId;
    }

    /// <summary>What a kept sheet would change at this moment.</summary>
    /// <param name="schools">Codes of the schools that the account is limited to; null: all.</param>
    public async Task<SheetPlan> PlanAsync(ReceivedSheet sheet, string[]? schools, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var content = await FileStore.ReadAllAsync(connection, sheet.DistrictId, sheet.Hash, cancellationToken);
        return await SheetPlanner.PlanAsync(transaction, sheet.DistrictId, schools, SheetFile.Read(content), cancellationToken);
    }

    /// <summary>Corrects every entry that the sheet changes, as it stands at this moment; rows that cannot be taken are left.</summary>
    public async Task<SheetApplied> ApplyAsync(ReceivedSheet sheet, string[]? schools, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = SheetFile.Read(await FileStore.ReadAllAsync(connection, sheet.DistrictId, sheet.Hash, cancellationToken));
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, sheet.DistrictId, cancellationToken);
        var plan = await SheetPlanner.PlanAsync(transaction, sheet.DistrictId, schools, rows, cancellationToken);
        var at = clock.GetUtcNow();
        await connection.ExecuteAsync(new CommandDefinition(
            AppliedSql,
            new
            {
                sheet.DistrictId,
                sheet.SheetId,
                at,
                plan.Rows,
                changed = plan.Changed.Count,
                unchanged = plan.UnchangedLines.Count,
                stale = plan.Stale.Count,
                unreadable = plan.Unreadable.Count,
            },
            transaction,
            cancellationToken: cancellationToken));
        var applied = plan.Changed.Count == 0 ? new SheetApplied(plan, 0, 0, 0, 0) : await CorrectAsync(transaction, sheet.DistrictId, plan, who, at, cancellationToken);
        await AuditTrail.AppendAsync(transaction, Happened(sheet, plan), new(who, at), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return applied;
    }

    private static AuditEvent Happened(ReceivedSheet sheet, SheetPlan plan) =>
        new(sheet.DistrictId, "sheet.applied", "correction-sheet", sheet.SheetId.ToString(CultureInfo.InvariantCulture), new()
        {
            ["rows"] = plan.Rows,
            ["changed"] = plan.Changed.Count,
            ["stale"] = plan.Stale.Count,
            ["unreadable"] = plan.Unreadable.Count,
        });

    private async Task<SheetApplied> CorrectAsync(
        NpgsqlTransaction transaction, DistrictId districtId, SheetPlan plan, Actor who, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var district = await District.LoadAsync(transaction.Connection!, districtId, cancellationToken);
        var before = plan.Changed.Select(correction => correction.Entry).ToList();
        var after = plan.Changed.Select(correction => Versions.Next(correction.Entry, correction.Log)).ToList();
        foreach (var same in plan.Changed.GroupBy(correction => correction.Reason))
        {
            await EntryWriter.SupersedeAsync(
                transaction, districtId, [.. same.Select(correction => correction.Entry)], at, who.ToString(), same.Key, cancellationToken);
        }

        var recheck = new Recheck(transaction, district, district.Today(clock), at);
        var siblings = new HashSet<long>();
        foreach (var month in before.Concat(after).Select(entry => EntryWriter.MonthOf(entry.Date)).Distinct().Order())
        {
            bool Touches(Entry was, Entry will) => EntryWriter.MonthOf(was.Date) == month || EntryWriter.MonthOf(will.Date) == month;
            var pairs = before.Zip(after).Where(pair => Touches(pair.First, pair.Second)).ToList();
            var outcome = await recheck.RunAsync(month, [.. pairs.Select(pair => pair.First)], [.. pairs.Select(pair => pair.Second)], cancellationToken);
            siblings.UnionWith(outcome.SiblingsChanged);
        }

        foreach (var correction in plan.Changed)
        {
            await AuditTrail.AppendAsync(
                transaction,
                CorrectionService.Happened(
                    districtId, correction.Entry, correction.Entry.Version + 1, correction.Changes.Select(change => change.Field), CorrectionOf.Open),
                new(who, at, correction.Reason),
                cancellationToken);
        }

        var now = await EntryReader.ByIdsAsync(transaction, districtId, [.. before.Select(entry => entry.EntryId)], cancellationToken);
        var verdicts = now.ToDictionary(entry => entry.EntryId, entry => entry.Stored!.Value);
        var freed = before.Where(entry => !entry.Stored!.Value.Billable && verdicts[entry.EntryId].Billable).Select(entry => verdicts[entry.EntryId].ValueCents).ToList();
        var toSign = await CountToSignAsync(transaction, districtId, now, cancellationToken);
        return new(plan, freed.Count, freed.Sum(), toSign, siblings.Except(verdicts.Keys).Count());
    }

    private static async Task<int> CountToSignAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var versions = entries.ToDictionary(entry => entry.EntryId, entry => entry.Version);
        var standing = await FindingStore.StandingOfEntriesAsync(
            transaction, districtId, [.. versions.Keys], [.. entries.Select(entry => EntryWriter.MonthOf(entry.Date)).Distinct()], cancellationToken);
        return standing.Select(each => each.Finding)
            .Where(finding => WaitingSessions.ForSigning.Contains(finding.Code) && versions[finding.EntryId] == finding.EntryVersion)
            .Select(finding => finding.EntryId).Distinct().Count();
    }
}

/// <summary>What came of a corrected sheet.</summary>
/// <param name="Freed">Of the changed entries, those that became billable.</param>
/// <param name="ToSign">Of the changed entries, those that wait for their provider's signature.</param>
/// <param name="SiblingsChanged">Other entries whose verdict changed with them.</param>
public sealed record SheetApplied(SheetPlan Plan, int Freed, long FreedCents, int ToSign, int SiblingsChanged);
