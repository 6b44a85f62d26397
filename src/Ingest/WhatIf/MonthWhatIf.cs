using System.Data;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Files;
using Npgsql;

namespace MedicaidLogs.Ingest.WhatIf;

/// <summary>Judges a month twice, as the store has it and with one thing changed, and tells the difference. Nothing is changed in the store.</summary>
/// <remarks>
/// Both times the checks run afresh, by the same day and over the same records, so that what differs is owed to the one change
/// alone and not to what has happened since the month was last checked. All of it is one transaction that is never committed.
/// </remarks>
public sealed class MonthWhatIf(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The month under another rule pack, in the place of the district's own and all of its layers.</summary>
    public async Task<MonthDifference> UnderPackAsync(
        DistrictId districtId, DateOnly month, RulePack pack, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var before = await JudgeAsync(transaction, district, month, cancellationToken);
        return before.To(await JudgeAsync(transaction, district.Under(pack), month, cancellationToken));
    }

    /// <summary>The month after a file of reference data, such as an amended grid, that is taken in as an import would do it.</summary>
    /// <exception cref="FileRefusedException">The file as a whole cannot be taken in.</exception>
    public async Task<(MonthDifference Difference, IntakeResult Intake)> AfterFileAsync(
        DistrictId districtId, DateOnly month, SentFile sent, byte[] content, CancellationToken cancellationToken = default)
    {
        var kind = FileKinds.Of(sent.Kind);
        if (kind.HoldsEntries)
        {
            throw new ArgumentException($"A {sent.Kind} file brings entries of its own.", nameof(sent));
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var before = await JudgeAsync(transaction, district, month, cancellationToken);
        var intake = await TakeInAsync(transaction, district, kind, sent, content, cancellationToken);
        return (before.To(await JudgeAsync(transaction, district, month, cancellationToken)), intake);
    }

    private Task<JudgedMonth> JudgeAsync(NpgsqlTransaction transaction, District district, DateOnly month, CancellationToken cancellationToken) =>
        JudgedMonth.OfAsync(transaction, district, month, district.Today(clock), cancellationToken);

    private async Task<IntakeResult> TakeInAsync(
        NpgsqlTransaction transaction, District district, IFileKind kind, SentFile sent, byte[] content, CancellationToken cancellationToken)
    {
        var change = new ChangeContext(sent.By, clock.GetUtcNow());
        var stored = await FileStore.PutAsync(transaction, district.DistrictId, new MemoryStream(content), cancellationToken);
        var known = await ImportFile.FindAsync(transaction, district.DistrictId, sent.Kind, stored.Hash, cancellationToken);
        var importFileId = known?.ImportFileId
            ?? await Counters.TakeAsync(transaction, district.DistrictId, "import-file", 1, cancellationToken);
        if (known is null)
        {
            await ImportFile.InsertAsync(transaction, district.DistrictId, importFileId, sent, stored.Hash, change.When, cancellationToken);
        }

        var intake = new IntakeContext(database, transaction, district, importFileId, sent.Source, district.Today(clock), change);
        return await kind.TakeInAsync(intake, CsvFile.Open(content, kind.Format, sent.Mapping), cancellationToken);
    }
}
