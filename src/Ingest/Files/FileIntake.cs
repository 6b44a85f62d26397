using System.Globalization;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using Npgsql;
using NpgsqlTypes;

namespace MedicaidLogs.Ingest.Files;

/// <summary>The way of every file into the store: received in one transaction, taken in or refused in another.</summary>
/// <remarks>
/// Once received, a file is never lost: whatever dies while its rows are taken in leaves it received, and
/// <see cref="TakeInAsync"/>, or the same file sent again, goes on from there. Both may run any number of times.
/// </remarks>
public sealed class FileIntake(NpgsqlDataSource database, TimeProvider clock)
{
    private const string CounterName = "import-file";

    [Sql]
    private const string CopyMalformedSql = """
        copy intake.malformed_line (district_id, import_file_id, line_number, reason, raw_line) from stdin (format binary)
        """;

    /// <summary>Receives a file and takes it in.</summary>
    /// <param name="content">Read from its position to its end.</param>
    /// <exception cref="FileTooLargeException">More than 256 MiB; nothing is kept.</exception>
    public async Task<IntakeOutcome> ImportAsync(
        DistrictId districtId, SentFile sent, Stream content, CancellationToken cancellationToken = default)
    {
        var received = await ReceiveAsync(districtId, sent, content, cancellationToken);
        return await TakeInAsync(districtId, received.ImportFileId, sent.By, cancellationToken);
    }

    /// <summary>
    /// Keeps a file, to be taken in by <see cref="TakeInAsync"/>; one of <see cref="FileKinds.Unknown"/> waits for <see cref="ReadAsAsync"/>.
    /// The same bytes of the same kind are one file.
    /// </summary>
    /// <exception cref="FileTooLargeException">More than 256 MiB; nothing is kept.</exception>
    /// <exception cref="ArgumentException">The mapping is for another kind.</exception>
    public async Task<Receipt> ReceiveAsync(
        DistrictId districtId, SentFile sent, Stream content, CancellationToken cancellationToken = default)
    {
        DemandSameKind(sent);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using var step = Steps.Begin("receive");
        var stored = await FileStore.PutAsync(transaction, districtId, content, cancellationToken);

        // Whoever sends the same bytes at the same time waits here, and then finds them.
        var importFileId = await Counters.TakeAsync(transaction, districtId, CounterName, 1, cancellationToken);
        if (await ImportFile.FindAsync(transaction, districtId, sent.Kind, stored.Hash, cancellationToken) is not { } known)
        {
            await ImportFile.InsertAsync(transaction, districtId, importFileId, sent, stored.Hash, clock.GetUtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new(importFileId, CameBefore: false);
        }

        await transaction.RollbackAsync(cancellationToken); // gives the number back
        if (known.Status != "taken-in" && sent.Kind != FileKinds.Unknown)
        {
            await ReceiveAgainAsync(connection, districtId, known.ImportFileId, sent, cancellationToken);
        }

        return new(known.ImportFileId, CameBefore: true);
    }

    /// <summary>Somebody says how a file is read that waits for it, or that was refused; it is taken in by <see cref="TakeInAsync"/>.</summary>
    /// <param name="sent">The file under its name, with its kind and mapping.</param>
    /// <returns>Null where somebody else did so before. The file that came before where the same bytes were read as that kind already.</returns>
    /// <exception cref="ArgumentException">The mapping is for another kind.</exception>
    public async Task<Receipt?> ReadAsAsync(
        DistrictId districtId, long importFileId, SentFile sent, CancellationToken cancellationToken = default)
    {
        DemandSameKind(sent);
        var change = new ChangeContext(sent.By, clock.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var file = await ImportFile.LoadAsync(transaction, districtId, importFileId, cancellationToken);
        if (file.Status is not ("waiting" or "refused"))
        {
            return null;
        }

        var known = await ImportFile.FindAsync(transaction, districtId, sent.Kind, file.Sha256, cancellationToken);
        if (known is not null && known.ImportFileId != importFileId && known.Kind == sent.Kind)
        {
            await ImportFile.SettleAsync(transaction, districtId, importFileId, change, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new(known.ImportFileId, CameBefore: true);
        }

        await ImportFile.ReceiveAgainAsync(transaction, districtId, importFileId, sent, change.When, cancellationToken);
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "file.read-as", "import-file", Id(importFileId), new JsonObject { ["kind"] = sent.Kind, ["source"] = sent.Source }),
            change,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(importFileId, CameBefore: false);
    }

    /// <summary>Somebody has seen to what is wrong with a file: nobody is asked about it again.</summary>
    /// <returns>False where that was done before.</returns>
    public async Task<bool> SettleAsync(DistrictId districtId, long importFileId, Actor by, CancellationToken cancellationToken = default)
    {
        var change = new ChangeContext(by, clock.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await ImportFile.SettleAsync(transaction, districtId, importFileId, change, cancellationToken))
        {
            return false;
        }

        await AuditTrail.AppendAsync(
            transaction, new AuditEvent(districtId, "file.settled", "import-file", Id(importFileId)), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes in the rows of a received file; says what came of it where that was done before.</summary>
    public async Task<IntakeOutcome> TakeInAsync(
        DistrictId districtId, long importFileId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
            var file = await ImportFile.LoadAsync(transaction, districtId, importFileId, cancellationToken);
            if (file.Status != "received")
            {
                return file.Refusal is { } refusal
                    ? new IntakeOutcome.Refused(importFileId, refusal)
                    : new IntakeOutcome.AlreadyTakenIn(importFileId, file.FinishedAt!.Value);
            }

            var district = await District.LoadAsync(connection, districtId, cancellationToken);
            var change = new ChangeContext(by, clock.GetUtcNow());
            var intake = new IntakeContext(database, transaction, district, importFileId, file.Source, district.Today(clock), change);
            return await TakeInRowsAsync(intake, file, cancellationToken);
        }
        catch (FileRefusedException refusal)
        {
            await RefuseAsync(connection, districtId, importFileId, refusal.Message, by, cancellationToken);
            return new IntakeOutcome.Refused(importFileId, refusal.Message);
        }
    }

    private static async Task<IntakeOutcome> TakeInRowsAsync(IntakeContext intake, ImportFile file, CancellationToken cancellationToken)
    {
        var kind = FileKinds.Of(file.Kind);
        var content = await ReadAsync(intake, file.Sha256, cancellationToken);
        var mapping = file.Mapping is { } json ? ColumnMapping.Parse(json) : null;
        var result = await kind.TakeInAsync(intake, CsvFile.Open(content, kind.Format, mapping), cancellationToken);

        await CopyMalformedAsync(intake, result.Malformed, cancellationToken);
        await ImportFile.FinishAsync(intake, result, cancellationToken);
        if (result.StoreChanged && !kind.HoldsEntries)
        {
            await StaleMonths.MarkSinceAsync(
                intake.Transaction, intake.District.DistrictId, DateOnly.MinValue, $"{file.Kind} changed", intake.Change.When, cancellationToken);
        }

        await AuditTrail.AppendAsync(intake.Transaction, Happened(intake, file.Kind, result), intake.Change, cancellationToken);
        await intake.Transaction.CommitAsync(cancellationToken);
        RowMeter.Count(file.Kind, result);
        return new IntakeOutcome.TakenIn(
            intake.ImportFileId, result.Total, result.Entered, result.Changed, result.Malformed.Count, result.Duplicates);
    }

    /// <summary>The whole file: it is at most 256 MiB, and reading it twice or from any place is what keeps a broken line from its neighbours.</summary>
    private static async Task<byte[]> ReadAsync(IntakeContext intake, FileHash hash, CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("read back");
        return await FileStore.ReadAllAsync(intake.Connection, intake.District.DistrictId, hash, cancellationToken);
    }

    private static async Task CopyMalformedAsync(IntakeContext intake, IReadOnlyList<MalformedLine> lines, CancellationToken cancellationToken)
    {
        await using var copy = await intake.Connection.BeginBinaryImportAsync(CopyMalformedSql, cancellationToken);
        foreach (var line in lines)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(intake.District.DistrictId.Value, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(intake.ImportFileId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(line.LineNumber, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(line.Reason, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(line.RawLine, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static void DemandSameKind(SentFile sent)
    {
        if (sent.Mapping is { } mapping && mapping.Kind != sent.Kind)
        {
            throw new ArgumentException($"The column mapping is for {mapping.Kind} files, not for {sent.Kind} files.", nameof(sent));
        }
    }

    private async Task ReceiveAgainAsync(
        NpgsqlConnection connection, DistrictId districtId, long importFileId, SentFile sent, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var file = await ImportFile.LoadAsync(transaction, districtId, importFileId, cancellationToken);
        if (file.Status != "taken-in")
        {
            await ImportFile.ReceiveAgainAsync(transaction, districtId, importFileId, sent, clock.GetUtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task RefuseAsync(
        NpgsqlConnection connection, DistrictId districtId, long importFileId, string reason, Actor by, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var file = await ImportFile.LoadAsync(transaction, districtId, importFileId, cancellationToken);
        if (file.Status != "received")
        {
            return; // another worker came to an end with it in the meantime
        }

        var change = new ChangeContext(by, clock.GetUtcNow());
        await ImportFile.RefuseAsync(transaction, districtId, importFileId, reason, change.When, cancellationToken);
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "file.refused", "import-file", Id(importFileId), new JsonObject { ["kind"] = file.Kind }),
            change,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static AuditEvent Happened(IntakeContext intake, string kind, IntakeResult result) =>
        new(intake.District.DistrictId, "file.taken-in", "import-file", Id(intake.ImportFileId), new JsonObject
        {
            ["kind"] = kind,
            ["rows"] = result.Total,
            ["entered"] = result.Entered,
            ["changed"] = result.Changed,
            ["malformed"] = result.Malformed.Count,
            ["duplicates"] = result.Duplicates,
        });

    private static string Id(long importFileId) => importFileId.ToString(CultureInfo.InvariantCulture);
}
