using MedicaidLogs.Core.Database;
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

    [Sql]
    private const string StageSql = """
        create temporary table staged_consent (line_number int, student_id bigint, state text, effective_on date, notice_on date)
        on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql =
        "copy staged_consent (line_number, student_id, state, effective_on, notice_on) from stdin (format binary)";

    [Sql(After = StageSql)]
    private const string CountSql = """
        select count(*) filter (where c.consent_id is null)::int as added,
               count(*) filter (where c.consent_id is not null and c.notice_on is distinct from s.notice_on)::int as changed,
               count(*) filter (where c.consent_id is not null and c.notice_on is not distinct from s.notice_on)::int as known
        from staged_consent s
        left join intake.consent c
            on c.district_id = @districtId and c.student_id = s.student_id and c.effective_on = s.effective_on and c.state = s.state
        """;

    [Sql(After = StageSql)]
    private const string MergeSql = """
        insert into intake.consent as t (district_id, consent_id, student_id, state, effective_on, notice_on, import_file_id)
        select @districtId,
               coalesce(c.consent_id, @firstId::bigint - 1 + row_number() over (partition by c.consent_id is null order by s.line_number)),
               s.student_id, s.state, s.effective_on, s.notice_on, @importFileId
        from staged_consent s
        left join intake.consent c
            on c.district_id = @districtId and c.student_id = s.student_id and c.effective_on = s.effective_on and c.state = s.state
        on conflict (district_id, consent_id) do update
        set notice_on = excluded.notice_on, import_file_id = excluded.import_file_id
        where t.notice_on is distinct from excluded.notice_on
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.EffectiveOn, row.State), row => row.NoticeOn, "It gives another notice_on than an earlier row");
        var students = await Numbers.StudentsOfAsync(intake, rows, row => row.StudentNumber, cancellationToken);
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(students[row.StudentNumber]);
                copy.Put(row.State);
                copy.Put(row.EffectiveOn);
                copy.Put(row.NoticeOn);
            },
            cancellationToken);
        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeNumberedAsync(intake, "consent", counts.Added, MergeSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed);
    }

    private static Row Read(RowReader row) => new(
        row.Text(_studentNumber), row.Word(_state, _states) ?? "", row.Date(_effectiveOn), row.DateOrNull(_noticeOn));

    private sealed record Row(string StudentNumber, string State, DateOnly EffectiveOn, DateOnly? NoticeOn);
}
