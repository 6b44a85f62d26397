using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Consents files: a row with the student, day and state of an earlier one corrects it; nothing is taken away.</summary>
public sealed class ConsentsKind : IFileKind
{
    private static readonly FileFormat _format = new("consents");

    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _state = _format.Required("state");
    private static readonly Column _effectiveOn = _format.Required("effective_on");
    private static readonly Column _noticeOn = _format.Optional("notice_on");

    private static readonly Words<string> _states = new(
        ("granted", "granted"), ("pending", "pending"), ("refused", "refused"), ("revoked", "revoked"));

    private static readonly RecordTables<Row> _consents = new(new RecordTable<Row>(
        "intake.consent",
        Key: [new("student_id", row => row.StudentId), new("effective_on", row => row.EffectiveOn), new("state", row => row.State)],
        Said: [new("notice_on", row => row.NoticeOn)])
    {
        Id = ("consent_id", "consent"),
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.EffectiveOn, row.State), row => row.NoticeOn, "It gives another notice_on than an earlier row");
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        return await _consents.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row) => new(
        row.Text(_studentNumber), row.Word(_state, _states) ?? "", row.Date(_effectiveOn), row.DateOrNull(_noticeOn));

    private sealed record Row(string StudentNumber, string State, DateOnly EffectiveOn, DateOnly? NoticeOn) : StudentRow(StudentNumber);
}
