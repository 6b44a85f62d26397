using MedicaidLogs.Core.Database;
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
    private static readonly Column _diagnoses = _format.Optional("diagnoses");

    [Sql]
    private const string StageSql = """
        create temporary table staged_order (
            line_number int, student_id bigint, service text, ordered_on date, ends_on date, ordering_npi text, ordering_last_name text,
            ordering_first_name text, diagnoses text) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql = """
        copy staged_order (line_number, student_id, service, ordered_on, ends_on, ordering_npi, ordering_last_name, ordering_first_name,
            diagnoses) from stdin (format binary)
        """;

    [Sql(After = StageSql)]
    private const string CountSql = """
        with compared as (
            select o.order_id is not null as there,
                   (o.ends_on, o.ordering_npi, o.ordering_last_name, o.ordering_first_name, o.diagnoses) is not distinct from
                   (s.ends_on, s.ordering_npi, s.ordering_last_name, s.ordering_first_name, s.diagnoses) as same
            from staged_order s
            left join intake.service_order o
                on o.district_id = @districtId and o.student_id = s.student_id and o.service = s.service and o.ordered_on = s.ordered_on
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    [Sql(After = StageSql)]
    private const string MergeSql = """
        insert into intake.service_order as t
            (district_id, order_id, student_id, service, ordered_on, ends_on, ordering_npi, ordering_last_name, ordering_first_name,
             diagnoses, import_file_id)
        select @districtId,
               coalesce(o.order_id, @firstId::bigint - 1 + row_number() over (partition by o.order_id is null order by s.line_number)),
               s.student_id, s.service, s.ordered_on, s.ends_on, s.ordering_npi, s.ordering_last_name, s.ordering_first_name,
               s.diagnoses, @importFileId
        from staged_order s
        left join intake.service_order o
            on o.district_id = @districtId and o.student_id = s.student_id and o.service = s.service and o.ordered_on = s.ordered_on
        on conflict (district_id, order_id) do update
        set ends_on = excluded.ends_on, ordering_npi = excluded.ordering_npi, ordering_last_name = excluded.ordering_last_name,
            ordering_first_name = excluded.ordering_first_name, diagnoses = excluded.diagnoses, import_file_id = excluded.import_file_id
        where (t.ends_on, t.ordering_npi, t.ordering_last_name, t.ordering_first_name, t.diagnoses)
            is distinct from
            (excluded.ends_on, excluded.ordering_npi, excluded.ordering_last_name, excluded.ordering_first_name, excluded.diagnoses)
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.Service, row.OrderedOn), row => row, "It says other things of the order than an earlier row");
        var students = await Numbers.StudentsOfAsync(intake, rows, row => row.StudentNumber, cancellationToken);
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(students[row.StudentNumber]);
                copy.Put(row.Service);
                copy.Put(row.OrderedOn);
                copy.Put(row.EndsOn);
                copy.Put(row.OrderingNpi);
                copy.Put(row.OrderingLastName);
                copy.Put(row.OrderingFirstName);
                copy.Put(row.Diagnoses);
            },
            cancellationToken);
        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeNumberedAsync(intake, "service-order", counts.Added, MergeSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed);
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
            DiagnosisList.Of(row.List(_diagnoses)));
        row.DemandOrder(_orderedOn, read.OrderedOn, _endsOn, read.EndsOn);
        return read;
    }

    private sealed record Row(
        string StudentNumber, string Service, DateOnly OrderedOn, DateOnly? EndsOn, string? OrderingNpi, string? OrderingLastName,
        string? OrderingFirstName, string Diagnoses);
}
