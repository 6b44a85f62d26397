using System.Globalization;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using Npgsql;

namespace MedicaidLogs.Ingest.Office;

/// <summary>Writes down a record that came in on paper: a file of one row, taken in as any other of its kind, and checked at once.</summary>
/// <remarks>
/// The row, who wrote it and why are one transaction with the new verdicts (<see cref="RestingEntries"/>). A file of many rows marks all
/// months instead (<see cref="FileIntake"/>).
/// </remarks>
public sealed class OfficeIntake(NpgsqlDataSource database, TimeProvider clock)
{
    private const string CounterName = "import-file";

    /// <summary>
    /// The form's number stands in a column that nothing reads: the same form sent twice is the same file, and a record that is put back
    /// to what it once was is another one.
    /// </summary>
    private const string MappingTemplate = """{"source":"office","kind":"{kind}","ignore":["form"]}""";

    [Sql]
    private const string StudentNumberSql = """
        select student_number from intake.student where district_id = @districtId and student_id = @ofId
        """;

    [Sql]
    private const string ProviderNumberSql = """
        select provider_number from intake.provider where district_id = @districtId and provider_id = @ofId
        """;

    /// <param name="ofId">The student or provider whose record it is.</param>
    /// <param name="form">Made with the empty form, so that the same form sent twice is one.</param>
    /// <param name="why">How the office knows; the audit trail keeps it.</param>
    public async Task<OfficeOutcome> WriteAsync(
        DistrictId districtId, long ofId, OfficeRecord record, Guid form, Actor who, string why, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var number = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            record.Of == "student" ? StudentNumberSql : ProviderNumberSql, new { districtId, ofId }, transaction, cancellationToken: cancellationToken));
        if (number is null)
        {
            return new OfficeOutcome.NotFound();
        }

        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var change = new ChangeContext(who, clock.GetUtcNow(), why);
        var rows = await record.RowsAsync(new(transaction, districtId, ofId, number), cancellationToken);
        if (rows.Count == 0)
        {
            return new OfficeOutcome.NotFound();
        }

        var (importFileId, refusal) = await TakeInAsync(transaction, district, record.Kind, Csv(rows, form), change, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var today = district.Today(clock);
        var entries = await new RestingEntries(transaction, district, today, change).CheckAsync(
            record.Of, number, _ => true, record.OthersSince(district.RulePack.On(today)), $"{record.Kind} changed", cancellationToken);
        await AuditTrail.AppendAsync(transaction, Happened(districtId, ofId, record, importFileId, entries), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new OfficeOutcome.Written(entries);
    }

    /// <summary>Every value in quotation marks and otherwise as it is: it is read again by us, not by a spreadsheet.</summary>
    private static byte[] Csv(IReadOnlyList<string[]> rows, Guid form)
    {
        var text = new StringBuilder();
        foreach (var (index, row) in rows.Index())
        {
            var values = row.Append(index == 0 ? "form" : form.ToString("N")).Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            text.AppendJoin(',', values).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <returns>The file, or why nothing more is to be done.</returns>
    private async Task<(long ImportFileId, OfficeOutcome? Refusal)> TakeInAsync(
        NpgsqlTransaction transaction, District district, string kindName, byte[] content, ChangeContext change, CancellationToken cancellationToken)
    {
        var kind = FileKinds.Of(kindName);
        var mapping = ColumnMapping.Parse(MappingTemplate.Replace("{kind}", kindName, StringComparison.Ordinal));
        var stored = await FileStore.PutAsync(transaction, district.DistrictId, new MemoryStream(content), cancellationToken);
        if (await ImportFile.FindAsync(transaction, district.DistrictId, kindName, stored.Hash, cancellationToken) is not null)
        {
            return (0, new OfficeOutcome.KnownAlready());
        }

        var importFileId = await Counters.TakeAsync(transaction, district.DistrictId, CounterName, 1, cancellationToken);
        await ImportFile.InsertAsync(
            transaction, district.DistrictId, importFileId, new SentFile(kindName, $"{kindName}-by-hand.csv", mapping, change.Who), stored.Hash, change.When,
            cancellationToken);
        var intake = new IntakeContext(database, transaction, district, importFileId, mapping.Source, district.Today(clock), change);
        var result = await kind.TakeInAsync(intake, CsvFile.Open(content, kind.Format, mapping), cancellationToken);
        if (result.Malformed is [var malformed, ..])
        {
            return (0, new OfficeOutcome.Invalid(malformed.Reason));
        }

        if (!result.StoreChanged)
        {
            return (0, new OfficeOutcome.KnownAlready());
        }

        await ImportFile.FinishAsync(intake, result, cancellationToken);
        return (importFileId, null);
    }

    private static AuditEvent Happened(DistrictId districtId, long ofId, OfficeRecord record, long importFileId, CheckedAgain entries) =>
        new(districtId, "record.written", record.Of, ofId.ToString(CultureInfo.InvariantCulture), new()
        {
            ["kind"] = record.Kind,
            ["importFileId"] = importFileId,
            ["freed"] = entries.Freed.Entries,
            ["stopped"] = entries.Stopped.Entries,
        });
}
