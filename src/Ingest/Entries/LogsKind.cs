using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Logs files: each row becomes an entry with its verdicts.</summary>
public sealed class LogsKind : IFileKind
{
    public FileFormat Format => LogRows.Format;

    public bool HoldsEntries => true;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<LogRow>(file, intake.District.Zone, LogRows.Read);
        var logged = rows.Good.Select(row => new LoggedRow(row.Place.LineNumber, row.Value.RowId, row.Value.Log)).ToList();
        var takenIn = await new LogTakeIn(intake.Transaction, intake.District, intake.AsOf, intake.Change)
            .RunAsync(intake.ImportFileId, intake.Source, logged, cancellationToken);

        var refused = takenIn.Refused.ToDictionary(line => line.LineNumber, line => line.Reason);
        rows.Reject(row => refused.GetValueOrDefault(row.Place.LineNumber));
        return rows.Result(takenIn.Duplicates, takenIn.Changed);
    }
}
