using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Logs files: each row becomes an entry with its verdicts.</summary>
public sealed class LogsKind : IFileKind
{
    public FileFormat Format => LogRows.Format;

    public bool HoldsEntries => true;

    public void Try(RowReader row) => LogRows.Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var reading = Task.Run(() => Read(file, intake.District.Zone), cancellationToken);
        var reference = await ReferenceLoader.LoadAsync(intake.Connection, intake.District.DistrictId, null, cancellationToken);
        var (rows, distinct) = await reading;

        var takenIn = await new LogTakeIn(intake.Database, intake.Transaction, intake.District, reference, intake.AsOf, intake.Change)
            .RunAsync(intake.ImportFileId, intake.Source, distinct, cancellationToken);

        var refused = takenIn.Refused.ToDictionary(line => line.LineNumber, line => line.Reason);
        rows.Reject(row => refused.GetValueOrDefault(row.Place.LineNumber));
        return rows.Result(takenIn.Duplicates, takenIn.Changed);
    }

    private static (FileRows<LogRow> Rows, DistinctRows Distinct) Read(CsvFile file, TimeZoneInfo zone)
    {
        using var step = Steps.Begin("rows");
        var rows = new FileRows<LogRow>(file, zone, LogRows.Read);
        return (rows, DistinctRows.Of([.. rows.Good.Select(row => new LoggedRow(row.Place.LineNumber, row.Value.RowId, row.Value.Log))]));
    }
}
