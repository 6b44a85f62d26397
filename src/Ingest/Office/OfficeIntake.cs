using System.Globalization;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;
using Npgsql;

namespace MedicaidLogs.Ingest.Office;

/// <summary>Writes down a record that came in on paper: a file of one row, taken in as any other of its kind, and checked at once.</summary>
/// <remarks>
/// The row, who wrote it and why are one transaction with the new verdicts. A file of many rows marks all months instead
/// (<see cref="FileIntake"/>); one person's record touches few entries, so nobody has to wait for a check of whole months.
/// </remarks>
public sealed class OfficeIntake(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Older months are checked in the background.</summary>
    private const int MonthsAtOnce = 13;

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

    [Sql]
    private const string MonthsOfStudentSql = """
        select distinct service_month
        from intake.entry
        where district_id = @districtId and student_number = @number
        order by service_month desc
        limit 1200
        """;

    [Sql]
    private const string MonthsOfProviderSql = """
        select distinct service_month
        from intake.entry
        where district_id = @districtId and provider_number = @number
        order by service_month desc
        limit 1200
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
        var rows = record switch
        {
            OfficeRecord.Consent consent => ConsentRows(number, consent),
            OfficeRecord.Licence licence => await ProviderRows.WithAsync(transaction, districtId, ofId, licence, cancellationToken),
            _ => throw new ArgumentException("There is no file for such a record.", nameof(record)),
        };
        var (importFileId, refusal) = await TakeInAsync(transaction, district, record.Kind, Csv(rows, form), change, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var written = await CheckAsync(transaction, district, record, number, change, cancellationToken);
        await AuditTrail.AppendAsync(transaction, Happened(districtId, ofId, record, importFileId, written), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private static IReadOnlyList<string[]> ConsentRows(string number, OfficeRecord.Consent consent) =>
    [
        ["student_number", "state", "effective_on", "notice_on"],
        [number, consent.State, OfficeRecord.Text(consent.EffectiveOn), OfficeRecord.Text(consent.NoticeOn)],
    ];

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

    private async Task<OfficeOutcome.Written> CheckAsync(
        NpgsqlTransaction transaction, District district, OfficeRecord record, string number, ChangeContext change, CancellationToken cancellationToken)
    {
        var today = district.Today(clock);
        var months = (await transaction.Connection!.QueryAsync<DateOnly>(new CommandDefinition(
            record.Of == "student" ? MonthsOfStudentSql : MonthsOfProviderSql, new { districtId = district.DistrictId, number }, transaction,
            cancellationToken: cancellationToken))).AsList();
        var recheck = new Recheck(transaction, district, today, change.When);
        var changed = new List<VerdictChange>();
        foreach (var month in months.Take(MonthsAtOnce))
        {
            var entries = await EntriesAsync(transaction, district.DistrictId, record, number, month, cancellationToken);
            changed.AddRange(await recheck.AgainAsync(month, entries, cancellationToken));
        }

        var left = await MarkOthersAsync(transaction, district, record, [.. months.Skip(MonthsAtOnce)], today, change, cancellationToken);
        var freed = changed.Where(each => !each.Before.Billable && each.After.Billable).Select(each => each.After.ValueCents).ToList();
        var stopped = changed.Where(each => each.Before.Billable && !each.After.Billable).Select(each => each.Before.ValueCents).ToList();
        return new(new(freed.Count, freed.Sum()), new(stopped.Count, stopped.Sum()), left);
    }

    private static Task<List<Entry>> EntriesAsync(
        NpgsqlTransaction transaction, DistrictId districtId, OfficeRecord record, string number, DateOnly month, CancellationToken cancellationToken)
    {
        var days = Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(day => (number, month.AddDays(day)));
        return record.Of == "student"
            ? EntryReader.NeighboursAsync(transaction, districtId, month, [number], [], [], _ => false, cancellationToken)
            : EntryReader.NeighboursAsync(transaction, districtId, month, [], [.. days], [], _ => false, cancellationToken);
    }

    /// <summary>Sessions of others rest on a licence whose holder may supervise, and no index says who co-signed what: all months are checked again.</summary>
    /// <returns>How many months are marked.</returns>
    private static async Task<int> MarkOthersAsync(
        NpgsqlTransaction transaction, District district, OfficeRecord record, IReadOnlyList<DateOnly> older, DateOnly today, ChangeContext change,
        CancellationToken cancellationToken)
    {
        var reason = $"{record.Kind} changed";
        if (record is OfficeRecord.Licence licence
            && district.RulePack.On(today).Credentials.Values.Any(rule => Array.IndexOf(rule.SupervisedBy, licence.Credential) >= 0))
        {
            return await StaleMonths.MarkSinceAsync(
                transaction, district.DistrictId, DateOnly.MinValue, reason, change.When, cancellationToken);
        }

        await StaleMonths.MarkAsync(transaction, district.DistrictId, older, reason, change.When, cancellationToken);
        return older.Count;
    }

    private static AuditEvent Happened(DistrictId districtId, long ofId, OfficeRecord record, long importFileId, OfficeOutcome.Written written) =>
        new(districtId, "record.written", record.Of, ofId.ToString(CultureInfo.InvariantCulture), new()
        {
            ["kind"] = record.Kind,
            ["importFileId"] = importFileId,
            ["freed"] = written.Freed.Entries,
            ["stopped"] = written.Stopped.Entries,
        });
}
