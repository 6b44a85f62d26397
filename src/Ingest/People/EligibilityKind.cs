using MedicaidLogs.Core.Database;
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

    [Sql]
    private const string StageSql = """
        create temporary table staged_eligibility (
            line_number int, student_id bigint, eligible_from date, eligible_to date, other_coverage boolean) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql =
        "copy staged_eligibility (line_number, student_id, eligible_from, eligible_to, other_coverage) from stdin (format binary)";

    [Sql(After = StageSql)]
    private const string CountSql = """
        with compared as (
            select e.eligibility_id is not null as there,
                   (e.eligible_to, e.other_coverage) is not distinct from (s.eligible_to, s.other_coverage) as same
            from staged_eligibility s
            left join intake.eligibility e
                on e.district_id = @districtId and e.student_id = s.student_id and e.eligible_from = s.eligible_from
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    [Sql(After = StageSql)]
    private const string MergeSql = """
        insert into intake.eligibility as t
            (district_id, eligibility_id, student_id, eligible_from, eligible_to, other_coverage, import_file_id)
        select @districtId,
               coalesce(e.eligibility_id,
                        @firstId::bigint - 1 + row_number() over (partition by e.eligibility_id is null order by s.line_number)),
               s.student_id, s.eligible_from, s.eligible_to, s.other_coverage, @importFileId
        from staged_eligibility s
        left join intake.eligibility e
            on e.district_id = @districtId and e.student_id = s.student_id and e.eligible_from = s.eligible_from
        on conflict (district_id, eligibility_id) do update
        set eligible_to = excluded.eligible_to, other_coverage = excluded.other_coverage, import_file_id = excluded.import_file_id
        where (t.eligible_to, t.other_coverage) is distinct from (excluded.eligible_to, excluded.other_coverage)
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.From), row => row, "It says other things of the span than an earlier row");
        var students = await Numbers.StudentsOfAsync(intake, rows, row => row.StudentNumber, cancellationToken);
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(students[row.StudentNumber]);
                copy.Put(row.From);
                copy.Put(row.To);
                copy.Put(row.OtherCoverage);
            },
            cancellationToken);
        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeNumberedAsync(intake, "eligibility", counts.Added, MergeSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(row.Text(_studentNumber), row.Date(_eligibleFrom), row.DateOrNull(_eligibleTo), row.YesNo(_otherCoverage));
        row.DemandOrder(_eligibleFrom, read.From, _eligibleTo, read.To);
        return read;
    }

    private sealed record Row(string StudentNumber, DateOnly From, DateOnly? To, bool OtherCoverage);
}
