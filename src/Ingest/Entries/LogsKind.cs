using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Logs files: each row becomes an entry with its verdicts.</summary>
public sealed class LogsKind : IFileKind
{
    public FileFormat Format => LogRows.Format;

    public bool HoldsEntries => true;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var step = Steps.Begin("parse, beside reference data");
        var parsing = Task.Run(() => new FileRows<LogRow>(file, intake.District.Zone, LogRows.Read), cancellationToken);
        var reference = await ReferenceLoader.LoadAsync(intake.Connection, intake.District.DistrictId, null, cancellationToken);
        var rows = await parsing;
        step?.Dispose();

        var logged = rows.Good.Select(row => new LoggedRow(row.Place.LineNumber, row.Value.RowId, row.Value.Log)).ToList();
        var takenIn = await new LogTakeIn(intake.Database, intake.Transaction, intake.District, reference, intake.AsOf, intake.Change)
            .RunAsync(intake.ImportFileId, intake.Source, logged, cancellationToken);

        var refused = takenIn.Refused.ToDictionary(line => line.LineNumber, line => line.Reason);
        rows.Reject(row => refused.GetValueOrDefault(row.Place.LineNumber));
        return rows.Result(takenIn.Duplicates, takenIn.Changed);
    }
}
