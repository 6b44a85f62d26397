using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Authorizations files: a row with the student, number and service or code of an earlier one corrects it; nothing is taken away.</summary>
public sealed class AuthorizationsKind : IFileKind
{
    private const int MaxNumberCharacters = 50; // 005010X222A1, REF02

    private const int MaxUnits = 100_000;

    private static readonly FileFormat _format = new("authorizations");

    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _number = _format.Required("authorization_number", MaxNumberCharacters);
    private static readonly Column _covers = _format.Required("covers");
    private static readonly Column _validFrom = _format.Required("valid_from");
    private static readonly Column _validTo = _format.Optional("valid_to");
    private static readonly Column _units = _format.Optional("units");

    private static readonly RecordTables<Row> _authorizations = new(new RecordTable<Row>(
        "intake.service_authorization",
        Key: [new("student_id", row => row.StudentId), new("authorization_number", row => row.Number), new("covers", row => row.Covers)],
        Said: [new("valid_from", row => row.From), new("valid_to", row => row.To), new("units", row => row.Units)])
    {
        Id = ("authorization_id", "service-authorization"),
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.Number, row.Covers), row => row, "It says other things of the authorization than an earlier row");
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        return await _authorizations.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_studentNumber),
            row.Text(_number),
            row.Text(_covers),
            row.Date(_validFrom),
            row.DateOrNull(_validTo),
            row.NumberOrNull(_units, 1, MaxUnits));
        row.DemandOrder(_validFrom, read.From, _validTo, read.To);
        return read;
    }

    private sealed record Row(string StudentNumber, string Number, string Covers, DateOnly From, DateOnly? To, int? Units)
        : StudentRow(StudentNumber);
}
