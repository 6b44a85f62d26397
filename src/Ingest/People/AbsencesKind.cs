using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Absences files: a row with the student, date and start of an earlier one corrects it; a withdrawn row takes it back.</summary>
/// <remarks>An attendance system exports some days or all of them; so an absence that a file leaves out is not taken back.</remarks>
public sealed class AbsencesKind : IFileKind
{
    private static readonly FileFormat _format = new("absences");

    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _date = _format.Required("date");
    private static readonly Column _from = _format.Optional("absent_from");
    private static readonly Column _to = _format.Optional("absent_to");
    private static readonly Column _withdrawn = _format.Optional("withdrawn");

    private static readonly RecordTables<Row> _absences = new(new RecordTable<Row>(
        "intake.absence",
        Key: [new("student_id", row => row.StudentId), new("absent_on", row => row.Date), new("absent_from", row => row.From)],
        Said: [new("absent_to", row => row.To), new("withdrawn", row => row.Withdrawn)])
    {
        Id = ("absence_id", "absence"),
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.Date, row.From), row => row, "It says other things of the absence than an earlier row");
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        return await _absences.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_studentNumber), row.Date(_date), row.TimeOrNull(_from) ?? TimeOnly.MinValue, row.TimeOrNull(_to), row.YesNo(_withdrawn));
        if (read.To <= read.From)
        {
            row.Reject(_to, "is not after absent_from");
        }

        return read;
    }

    private sealed record Row(string StudentNumber, DateOnly Date, TimeOnly From, TimeOnly? To, bool Withdrawn) : StudentRow(StudentNumber);
}
