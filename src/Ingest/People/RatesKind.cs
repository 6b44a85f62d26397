using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Rates files: a row with the code, modifiers and first day of an earlier one corrects it; nothing is taken away.</summary>
public sealed class RatesKind : IFileKind
{
    private static readonly FileFormat _format = new("rates");

    private static readonly Column _procedure = _format.Required("procedure");
    private static readonly Column _modifiers = _format.Optional("modifiers");
    private static readonly Column _validFrom = _format.Required("valid_from");
    private static readonly Column _validTo = _format.Optional("valid_to");
    private static readonly Column _rate = _format.Required("rate");

    private static readonly RecordTables<Row> _rates = new(new RecordTable<Row>(
        "intake.rate",
        Key: [new("procedure", row => row.Procedure), new("modifiers", row => row.Modifiers), new("valid_from", row => row.From)],
        Said: [new("valid_to", row => row.To), new("rate_cents", row => row.RateCents)])
    {
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.Procedure, row.Modifiers, row.From), row => row, "It gives another rate than an earlier row");
        return await _rates.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Procedure(_procedure),
            string.Join(' ', row.List(_modifiers)).ToUpperInvariant(),
            row.Date(_validFrom),
            row.DateOrNull(_validTo),
            row.Cents(_rate));
        row.DemandOrder(_validFrom, read.From, _validTo, read.To);
        return read;
    }

    private sealed record Row(string Procedure, string Modifiers, DateOnly From, DateOnly? To, long RateCents);
}
