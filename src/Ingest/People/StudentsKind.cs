using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Students files: one row per enrolment; a student's rows replace the student's enrolments.</summary>
public sealed class StudentsKind : IFileKind
{
    private static readonly FileFormat _format = new("students");

    private static readonly Column _number = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _lastName = _format.Required("last_name");
    private static readonly Column _firstName = _format.Required("first_name");
    private static readonly Column _middleName = _format.Optional("middle_name");
    private static readonly Column _birthDate = _format.Required("birth_date");
    private static readonly Column _sex = _format.Required("sex");
    private static readonly Column _medicaidId = _format.Optional("medicaid_id", MedicaidId.MaxLength);
    private static readonly Column _street = _format.Optional("street");
    private static readonly Column _city = _format.Optional("city");
    private static readonly Column _state = _format.Optional("state", maxCharacters: 2);
    private static readonly Column _postalCode = _format.Optional("postal_code");
    private static readonly Column _schoolCode = _format.Required("school_code", maxCharacters: 20);
    private static readonly Column _enrolledFrom = _format.Required("enrolled_from");
    private static readonly Column _enrolledTo = _format.Optional("enrolled_to");

    private static readonly Words<string> _sexes = new(("F", "F"), ("M", "M"), ("U", "U"));

    [Sql]
    private const string KnownSql = """
        select student_number as number, student_id as id
        from intake.student
        where district_id = @districtId and student_number = any(@numbers)
        """;

    [Sql]
    private const string StageSql = """
        create temporary table staged_student (
            line_number int, student_id bigint, student_number text, last_name text, first_name text, middle_name text, birth_date date,
            sex text, medicaid_id text, street text, city text, state_code text, postal_code text,
            school_code text, enrolled_from date, enrolled_to date) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql = """
        copy staged_student (line_number, student_id, student_number, last_name, first_name, middle_name, birth_date,
            sex, medicaid_id, street, city, state_code, postal_code, school_code, enrolled_from, enrolled_to) from stdin (format binary)
        """;

    [Sql(After = StageSql)]
    private const string CountSql = """
        with compared as (
            select e.student_id is not null as there,
                   (t.last_name, t.first_name, t.middle_name, t.birth_date, t.sex, t.medicaid_id, t.street, t.city, t.state_code,
                    t.postal_code, e.school_code, e.enrolled_to)
                   is not distinct from
                   (s.last_name, s.first_name, s.middle_name, s.birth_date, s.sex, s.medicaid_id, s.street, s.city, s.state_code,
                    s.postal_code, s.school_code, s.enrolled_to) as same
            from staged_student s
            left join intake.student t on t.district_id = @districtId and t.student_id = s.student_id
            left join intake.enrolment e
                on e.district_id = @districtId and e.student_id = s.student_id and e.enrolled_from = s.enrolled_from
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    [Sql(After = StageSql)]
    private const string MergeStudentsSql = """
        insert into intake.student as t
            (district_id, student_id, student_number, last_name, first_name, middle_name, birth_date, sex, medicaid_id,
             street, city, state_code, postal_code, import_file_id)
        select distinct on (student_id)
            @districtId, student_id, student_number, last_name, first_name, middle_name, birth_date, sex, medicaid_id,
            street, city, state_code, postal_code, @importFileId
        from staged_student
        order by student_id, line_number
        on conflict (district_id, student_id) do update
        set last_name = excluded.last_name, first_name = excluded.first_name, middle_name = excluded.middle_name,
            birth_date = excluded.birth_date, sex = excluded.sex, medicaid_id = excluded.medicaid_id, street = excluded.street,
            city = excluded.city, state_code = excluded.state_code, postal_code = excluded.postal_code,
            import_file_id = excluded.import_file_id
        where (t.last_name, t.first_name, t.middle_name, t.birth_date, t.sex, t.medicaid_id, t.street, t.city, t.state_code, t.postal_code)
            is distinct from
            (excluded.last_name, excluded.first_name, excluded.middle_name, excluded.birth_date, excluded.sex, excluded.medicaid_id,
             excluded.street, excluded.city, excluded.state_code, excluded.postal_code)
        """;

    [Sql(After = StageSql)]
    private const string RemoveEnrolmentsSql = """
        delete from intake.enrolment e
        where e.district_id = @districtId
          and e.student_id in (select student_id from staged_student)
          and not exists (select from staged_student s where s.student_id = e.student_id and s.enrolled_from = e.enrolled_from)
        """;

    [Sql(After = StageSql)]
    private const string MergeEnrolmentsSql = """
        insert into intake.enrolment as t (district_id, student_id, enrolled_from, enrolled_to, school_code)
        select @districtId, student_id, enrolled_from, enrolled_to, school_code
        from staged_student
        on conflict (district_id, student_id, enrolled_from) do update
        set enrolled_to = excluded.enrolled_to, school_code = excluded.school_code
        where (t.enrolled_to, t.school_code) is distinct from (excluded.enrolled_to, excluded.school_code)
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(row => row.Number, row => row.Person, "It says other things of the student than an earlier row");
        rows.RejectContradictions(
            row => (row.Number, row.From), row => (row.SchoolCode, row.To), "The student has another enrolment from the same day on");
        var ids = await Numbers.FindOrAddAsync(
            intake, KnownSql, "student", rows.Good.Select(row => row.Value.Number), cancellationToken);
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(ids[row.Number]);
                copy.Put(row.Number);
                copy.Put(row.Person.LastName);
                copy.Put(row.Person.FirstName);
                copy.Put(row.Person.MiddleName);
                copy.Put(row.Person.BirthDate);
                copy.Put(row.Person.Sex);
                copy.Put(row.Person.MedicaidId);
                copy.Put(row.Person.Street);
                copy.Put(row.Person.City);
                copy.Put(row.Person.StateCode);
                copy.Put(row.Person.PostalCode);
                copy.Put(row.SchoolCode);
                copy.Put(row.From);
                copy.Put(row.To);
            },
            cancellationToken);

        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeAsync(intake, MergeStudentsSql, cancellationToken);
        var removed = await Staging.MergeAsync(intake, RemoveEnrolmentsSql, cancellationToken);
        await Staging.MergeAsync(intake, MergeEnrolmentsSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed, removed);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_number),
            new Person(
                row.Text(_lastName),
                row.Text(_firstName),
                row.TextOrNull(_middleName),
                row.Date(_birthDate),
                row.Word(_sex, _sexes) ?? "",
                row.TextOrNull(_medicaidId)?.Replace(" ", "", StringComparison.Ordinal),
                row.TextOrNull(_street),
                row.TextOrNull(_city),
                row.TextOrNull(_state)?.ToUpperInvariant(),
                ReadPostalCode(row)),
            row.Text(_schoolCode),
            row.Date(_enrolledFrom),
            row.DateOrNull(_enrolledTo));
        row.DemandOrder(_enrolledFrom, read.From, _enrolledTo, read.To);
        return read;
    }

    private static string? ReadPostalCode(RowReader row)
    {
        if (row.TextOrNull(_postalCode) is not { } text)
        {
            return null;
        }

        if (!PostalCode.TryParse(text, out var postalCode))
        {
            row.Reject(_postalCode, "is not a ZIP code of five or nine digits");
        }

        return postalCode.Digits;
    }

    private sealed record Row(string Number, Person Person, string SchoolCode, DateOnly From, DateOnly? To);

    private sealed record Person(
        string LastName, string FirstName, string? MiddleName, DateOnly BirthDate, string Sex, string? MedicaidId, string? Street,
        string? City, string? StateCode, string? PostalCode);
}
