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

    private static readonly RecordTables<Row> _plansAndRows = new(
        new RecordTable<Row>(
            "intake.plan",
            Key: [new("plan_id", row => row.PlanId)],
            Said:
            [
                new("student_id", row => row.StudentId),
                new("plan_number", row => row.PlanNumber),
                new("plan_type", row => row.Plan.PlanType),
                new("plan_from", row => row.Plan.From),
                new("plan_to", row => row.Plan.To),
                new("finalized_on", row => row.Plan.FinalizedOn),
            ]),
        new RecordTable<Row>(
            "intake.grid_row",
            Key: [new("plan_id", row => row.PlanId), new("row_number", row => row.RowNumber)],
            Said:
            [
                new("service", row => row.Service),
                new("mode", row => row.Mode),
                new("frequency_text", row => row.FrequencyText),
                new("frequency_problem", row => ProblemOf(row.FrequencyText, row.MinutesPerSession)),
                new("minutes_per_session", row => row.MinutesPerSession),
                new("location", row => row.Location),
                new("row_from", row => row.From),
                new("row_to", row => row.To),
                new("esy", row => row.Esy),
                new("outside_hours", row => row.OutsideHours),
                new("adaptation", row => row.Adaptation),
                new("diagnoses", row => row.Diagnoses),
            ])
        {
            Id = ("grid_row_id", "grid-row"),
            NamesFile = true,
        });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        rows.RejectContradictions(
            row => row.PlanNumber, row => (row.StudentNumber, row.Plan), "It says other things of the plan than an earlier row");
        rows.RejectContradictions(
            row => (row.PlanNumber, row.RowNumber), row => row, "The plan has another row with this row_number");
        var plans = await Numbers.FindOrAddAsync(
            intake, KnownPlansSql, "plan", rows.Good.Select(row => row.Value.PlanNumber), cancellationToken);
        rows.Replace(row => row with { PlanId = plans[row.PlanNumber] });
        return await _plansAndRows.TakeInAsync(intake, rows, cancellationToken);
    }

    private static string? ProblemOf(string frequencyText, int? minutesPerSession) =>
        Frequency.TryParse(frequencyText, minutesPerSession, out _, out var problem) ? null : problem.ToString();

    private static Row Read(RowReader row)
    {
        var plan = new PlanColumns(
            row.Word(_planType, _planTypes) ?? "",
            row.Date(_planFrom),
            row.Date(_planTo),
            row.DateOrNull(_finalizedOn));
        var read = new Row(
            row.Text(_studentNumber),
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

    private sealed record PlanColumns(string PlanType, DateOnly From, DateOnly To, DateOnly? FinalizedOn);

    private sealed record Row(
        string StudentNumber, string PlanNumber, PlanColumns Plan, string RowNumber, string Service, string Mode, string FrequencyText, int? MinutesPerSession,
        string? Location, DateOnly From, DateOnly To, bool Esy, bool OutsideHours, string? Adaptation, string Diagnoses)
        : StudentRow(StudentNumber)
    {
        public long PlanId { get; init; }
    }
}
