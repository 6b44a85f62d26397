using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Eligibility files: a row with the student and first day of an earlier span corrects it; nothing is taken away.</summary>
/// <remarks>Payers send the current span alone as often as the whole history, so a span that is left out is not taken back.</remarks>
public sealed class EligibilityKind : IFileKind
{
    private static readonly FileFormat _format = new("eligibility");

    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _eligibleFrom = _format.Required("eligible_from");
    private static readonly Column _eligibleTo = _format.Optional("eligible_to");
    private static readonly Column _otherCoverage = _format.Optional("other_coverage");
    private static readonly Column _payerLastName = _format.Optional("payer_last_name");
    private static readonly Column _payerFirstName = _format.Optional("payer_first_name");
    private static readonly Column _payerBirthDate = _format.Optional("payer_birth_date");

    private static readonly RecordTables<Row> _spans = new(new RecordTable<Row>(
        "intake.eligibility",
        Key: [new("student_id", row => row.StudentId), new("eligible_from", row => row.From)],
        Said:
        [
            new("eligible_to", row => row.To),
            new("other_coverage", row => row.OtherCoverage),
            new("payer_last_name", row => row.PayerLastName),
            new("payer_first_name", row => row.PayerFirstName),
            new("payer_birth_date", row => row.PayerBirthDate),
        ])
    {
        Id = ("eligibility_id", "eligibility"),
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.From), row => row, "It says other things of the span than an earlier row");
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        return await _spans.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_studentNumber),
            row.Date(_eligibleFrom),
            row.DateOrNull(_eligibleTo),
            row.YesNo(_otherCoverage),
            row.TextOrNull(_payerLastName),
            row.TextOrNull(_payerFirstName),
            row.DateOrNull(_payerBirthDate));
        row.DemandOrder(_eligibleFrom, read.From, _eligibleTo, read.To);
        return read;
    }

    private sealed record Row(
        string StudentNumber, DateOnly From, DateOnly? To, bool OtherCoverage, string? PayerLastName, string? PayerFirstName,
        DateOnly? PayerBirthDate) : StudentRow(StudentNumber);
}
