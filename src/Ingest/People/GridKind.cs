using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.People;

/// <summary>Grid files: one row per row of a plan's service grid; a row with the plan and row number of an earlier one corrects it.</summary>
/// <remarks>A row that is left out stays, for entries may have been checked and billed by it: a row ends by its <c>row_to</c>.</remarks>
public sealed class GridKind : IFileKind
{
    private const int MaxMinutesPerSession = 1440;

    private static readonly FileFormat _format = new("grid");

    private static readonly Column _planNumber = _format.Required("plan_number");
    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _planType = _format.Required("plan_type");
    private static readonly Column _planFrom = _format.Required("plan_from");
    private static readonly Column _planTo = _format.Required("plan_to");
    private static readonly Column _finalizedOn = _format.Optional("finalized_on");
    private static readonly Column _rowNumber = _format.Required("row_number");
    private static readonly Column _service = _format.Required("service");
    private static readonly Column _mode = _format.Required("mode");
    private static readonly Column _frequency = _format.Required("frequency", Frequency.MaxTextLength);
    private static readonly Column _minutesPerSession = _format.Optional("minutes_per_session");
    private static readonly Column _location = _format.Optional("location");
    private static readonly Column _rowFrom = _format.Optional("row_from");
    private static readonly Column _rowTo = _format.Optional("row_to");
    private static readonly Column _esy = _format.Optional("esy");
    private static readonly Column _outsideHours = _format.Optional("outside_hours");
    private static readonly Column _adaptation = _format.Optional("adaptation");
    private static readonly Column _diagnoses = _format.Optional("diagnoses");

    private static readonly Words<string> _planTypes = new(
        ("IEP", "IEP"), ("ISP", "ISP"), ("IFSP", "IFSP"), ("504", "504"), ("OTHER", "OTHER"));

    private static readonly Words<string> _modes = new(
        ("individual", "individual"), ("group", "group"), ("either", "either"), ("consult", "consult"));

    [Sql]
    private const string KnownPlansSql = """
        select plan_number as number, plan_id as id
        from intake.plan
        where district_id = @districtId and plan_number = any(@numbers)
        """;

    [Sql]
    private const string StageSql = """
        create temporary table staged_grid_row (
            line_number int, plan_id bigint, plan_number text, student_id bigint, plan_type text, plan_from date, plan_to date,
            finalized_on date, row_number text, service text, mode text, frequency_text text, frequency_problem text,
            minutes_per_session int, location text, row_from date, row_to date, esy boolean, outside_hours boolean, adaptation text,
            diagnoses text) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql = """
        copy staged_grid_row (line_number, plan_id, plan_number, student_id, plan_type, plan_from, plan_to, finalized_on, row_number,
            service, mode, frequency_text, frequency_problem, minutes_per_session, location, row_from, row_to, esy, outside_hours,
            adaptation, diagnoses) from stdin (format binary)
        """;

    [Sql(After = StageSql)]
    private const string CountSql = """
        with compared as (
            select r.grid_row_id is not null as there,
                   (p.student_id, p.plan_type, p.plan_from, p.plan_to, p.finalized_on, r.service, r.mode, r.frequency_text,
                    r.minutes_per_session, r.location, r.row_from, r.row_to, r.esy, r.outside_hours, r.adaptation, r.diagnoses)
                   is not distinct from
                   (s.student_id, s.plan_type, s.plan_from, s.plan_to, s.finalized_on, s.service, s.mode, s.frequency_text,
                    s.minutes_per_session, s.location, s.row_from, s.row_to, s.esy, s.outside_hours, s.adaptation, s.diagnoses) as same
            from staged_grid_row s
            left join intake.plan p on p.district_id = @districtId and p.plan_id = s.plan_id
            left join intake.grid_row r on r.district_id = @districtId and r.plan_id = s.plan_id and r.row_number = s.row_number
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    [Sql(After = StageSql)]
    private const string MergePlansSql = """
        insert into intake.plan as p
            (district_id, plan_id, student_id, plan_number, plan_type, plan_from, plan_to, finalized_on)
        select distinct on (plan_id)
            @districtId, plan_id, student_id, plan_number, plan_type, plan_from, plan_to, finalized_on
        from staged_grid_row
        order by plan_id, line_number
        on conflict (district_id, plan_id) do update
        set student_id = excluded.student_id, plan_type = excluded.plan_type, plan_from = excluded.plan_from,
            plan_to = excluded.plan_to, finalized_on = excluded.finalized_on
        where (p.student_id, p.plan_type, p.plan_from, p.plan_to, p.finalized_on)
            is distinct from
            (excluded.student_id, excluded.plan_type, excluded.plan_from, excluded.plan_to, excluded.finalized_on)
        """;

    [Sql(After = StageSql)]
    private const string MergeRowsSql = """
        insert into intake.grid_row as t
            (district_id, grid_row_id, plan_id, row_number, service, mode, frequency_text, frequency_problem, minutes_per_session,
             location, row_from, row_to, esy, outside_hours, adaptation, diagnoses, import_file_id)
        select @districtId,
               coalesce(r.grid_row_id,
                        @firstId::bigint - 1 + row_number() over (partition by r.grid_row_id is null order by s.line_number)),
               s.plan_id, s.row_number, s.service, s.mode, s.frequency_text, s.frequency_problem, s.minutes_per_session,
               s.location, s.row_from, s.row_to, s.esy, s.outside_hours, s.adaptation, s.diagnoses, @importFileId
        from staged_grid_row s
        left join intake.grid_row r on r.district_id = @districtId and r.plan_id = s.plan_id and r.row_number = s.row_number
        on conflict (district_id, grid_row_id) do update
        set service = excluded.service, mode = excluded.mode, frequency_text = excluded.frequency_text,
            frequency_problem = excluded.frequency_problem, minutes_per_session = excluded.minutes_per_session,
            location = excluded.location, row_from = excluded.row_from, row_to = excluded.row_to, esy = excluded.esy,
            outside_hours = excluded.outside_hours, adaptation = excluded.adaptation, diagnoses = excluded.diagnoses,
            import_file_id = excluded.import_file_id
        where (t.service, t.mode, t.frequency_text, t.minutes_per_session, t.location, t.row_from, t.row_to, t.esy, t.outside_hours,
               t.adaptation, t.diagnoses)
            is distinct from
            (excluded.service, excluded.mode, excluded.frequency_text, excluded.minutes_per_session, excluded.location,
             excluded.row_from, excluded.row_to, excluded.esy, excluded.outside_hours, excluded.adaptation, excluded.diagnoses)
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        var students = await Numbers.StudentsOfAsync(intake, rows, row => row.Plan.StudentNumber, cancellationToken);
        rows.RejectContradictions(row => row.PlanNumber, row => row.Plan, "It says other things of the plan than an earlier row");
        rows.RejectContradictions(
            row => (row.PlanNumber, row.RowNumber), row => row, "The plan has another row with this row_number");
        var plans = await Numbers.FindOrAddAsync(
            intake, KnownPlansSql, "plan", rows.Good.Select(row => row.Value.PlanNumber), cancellationToken);
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(plans[row.PlanNumber]);
                copy.Put(row.PlanNumber);
                copy.Put(students[row.Plan.StudentNumber]);
                copy.Put(row.Plan.PlanType);
                copy.Put(row.Plan.From);
                copy.Put(row.Plan.To);
                copy.Put(row.Plan.FinalizedOn);
                copy.Put(row.RowNumber);
                copy.Put(row.Service);
                copy.Put(row.Mode);
                copy.Put(row.FrequencyText);
                copy.Put(ProblemOf(row.FrequencyText, row.MinutesPerSession));
                copy.Put(row.MinutesPerSession);
                copy.Put(row.Location);
                copy.Put(row.From);
                copy.Put(row.To);
                copy.Put(row.Esy);
                copy.Put(row.OutsideHours);
                copy.Put(row.Adaptation);
                copy.Put(row.Diagnoses);
            },
            cancellationToken);

        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeAsync(intake, MergePlansSql, cancellationToken);
        await Staging.MergeNumberedAsync(intake, "grid-row", counts.Added, MergeRowsSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed);
    }

    private static string? ProblemOf(string frequencyText, int? minutesPerSession) =>
        Frequency.TryParse(frequencyText, minutesPerSession, out _, out var problem) ? null : problem.ToString();

    private static Row Read(RowReader row)
    {
        var plan = new PlanColumns(
            row.Text(_studentNumber),
            row.Word(_planType, _planTypes) ?? "",
            row.Date(_planFrom),
            row.Date(_planTo),
            row.DateOrNull(_finalizedOn));
        var read = new Row(
            row.Text(_planNumber),
            plan,
            row.Text(_rowNumber),
            row.Text(_service),
            row.Word(_mode, _modes) ?? "",
            row.Text(_frequency),
            row.NumberOrNull(_minutesPerSession, 1, MaxMinutesPerSession),
            row.TextOrNull(_location),
            row.DateOrNull(_rowFrom) ?? plan.From,
            row.DateOrNull(_rowTo) ?? plan.To,
            row.YesNo(_esy),
            row.YesNo(_outsideHours),
            row.TextOrNull(_adaptation),
            DiagnosisList.Of(row.List(_diagnoses)));
        row.DemandOrder(_planFrom, plan.From, _planTo, plan.To);
        row.DemandOrder(_rowFrom, read.From, _rowTo, read.To);
        return read;
    }

    private sealed record PlanColumns(string StudentNumber, string PlanType, DateOnly From, DateOnly To, DateOnly? FinalizedOn);

    private sealed record Row(
        string PlanNumber, PlanColumns Plan, string RowNumber, string Service, string Mode, string FrequencyText, int? MinutesPerSession,
        string? Location, DateOnly From, DateOnly To, bool Esy, bool OutsideHours, string? Adaptation, string Diagnoses);
}
