using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Orders files: a row with the student, service and day of an earlier one corrects it; nothing is taken away.</summary>
public sealed class OrdersKind : IFileKind
{
    private static readonly FileFormat _format = new("orders");

    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _service = _format.Required("service");
    private static readonly Column _orderedOn = _format.Required("ordered_on");
    private static readonly Column _endsOn = _format.Optional("ends_on");
    private static readonly Column _npi = _format.Optional("ordering_npi");
    private static readonly Column _lastName = _format.Optional("ordering_last_name");
    private static readonly Column _firstName = _format.Optional("ordering_first_name");
    private static readonly Column _taxonomy = _format.Optional("ordering_taxonomy");
    private static readonly Column _diagnoses = _format.Optional("diagnoses");

    private static readonly RecordTables<Row> _orders = new(new RecordTable<Row>(
        "intake.service_order",
        Key: [new("student_id", row => row.StudentId), new("service", row => row.Service), new("ordered_on", row => row.OrderedOn)],
        Said:
        [
            new("ends_on", row => row.EndsOn),
            new("ordering_npi", row => row.OrderingNpi),
            new("ordering_last_name", row => row.OrderingLastName),
            new("ordering_first_name", row => row.OrderingFirstName),
            new("ordering_taxonomy", row => row.OrderingTaxonomy),
            new("diagnoses", row => row.Diagnoses),
        ])
    {
        Id = ("order_id", "service-order"),
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.Service, row.OrderedOn), row => row, "It says other things of the order than an earlier row");
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        return await _orders.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_studentNumber),
            row.Text(_service),
            row.Date(_orderedOn),
            row.DateOrNull(_endsOn),
            row.TextOrNull(_npi),
            row.TextOrNull(_lastName),
            row.TextOrNull(_firstName),
            row.TextOrNull(_taxonomy)?.ToUpperInvariant(),
            DiagnosisList.Of(row.List(_diagnoses)));
        row.DemandOrder(_orderedOn, read.OrderedOn, _endsOn, read.EndsOn);
        return read;
    }

    private sealed record Row(
        string StudentNumber, string Service, DateOnly OrderedOn, DateOnly? EndsOn, string? OrderingNpi, string? OrderingLastName,
        string? OrderingFirstName, string? OrderingTaxonomy, string Diagnoses)
        : StudentRow(StudentNumber);
}
