using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Stays files: a row with the student and first day of an earlier stay corrects it; nothing is taken away.</summary>
/// <remarks>Stays are rows of their own: they begin and end by other days than eligibility does, and other people hear of them.</remarks>
public sealed class StaysKind : IFileKind
{
    private static readonly FileFormat _format = new("stays");

    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _stayFrom = _format.Required("stay_from");
    private static readonly Column _stayTo = _format.Optional("stay_to");

    private static readonly RecordTables<Row> _stays = new(new RecordTable<Row>(
        "intake.stay",
        Key: [new("student_id", row => row.StudentId), new("stay_from", row => row.From)],
        Said: [new("stay_to", row => row.To)])
    {
        Id = ("stay_id", "stay"),
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(row => (row.StudentNumber, row.From), row => row, "It says other things of the stay than an earlier row");
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        return await _stays.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(row.Text(_studentNumber), row.Date(_stayFrom), row.DateOrNull(_stayTo));
        row.DemandOrder(_stayFrom, read.From, _stayTo, read.To);
        return read;
    }

    private sealed record Row(string StudentNumber, DateOnly From, DateOnly? To) : StudentRow(StudentNumber);
}
