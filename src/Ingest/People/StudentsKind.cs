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

    private static readonly RecordTables<Row> _studentsAndEnrolments = new(
        new RecordTable<Row>(
            "intake.student",
            Key: [new("student_id", row => row.StudentId)],
            Said:
            [
                new("student_number", row => row.Number),
                new("last_name", row => row.Person.LastName),
                new("first_name", row => row.Person.FirstName),
                new("middle_name", row => row.Person.MiddleName),
                new("birth_date", row => row.Person.BirthDate),
                new("sex", row => row.Person.Sex),
                new("medicaid_id", row => row.Person.MedicaidId),
                new("street", row => row.Person.Street),
                new("city", row => row.Person.City),
                new("state_code", row => row.Person.StateCode),
                new("postal_code", row => row.Person.PostalCode),
            ])
        {
            NamesFile = true,
        },
        new RecordTable<Row>(
            "intake.enrolment",
            Key: [new("student_id", row => row.StudentId), new("enrolled_from", row => row.From)],
            Said: [new("enrolled_to", row => row.To), new("school_code", row => row.SchoolCode)])
        {
            Owner = "student_id",
        });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(row => row.Number, row => row.Person, "It says other things of the student than an earlier row");
        rows.RejectContradictions(
            row => (row.Number, row.From), row => (row.SchoolCode, row.To), "The student has another enrolment from the same day on");
        var ids = await Numbers.FindOrAddAsync(
            intake, KnownSql, "student", rows.Good.Select(row => row.Value.Number), cancellationToken);
        rows.Replace(row => row with { StudentId = ids[row.Number] });
        return await _studentsAndEnrolments.TakeInAsync(intake, rows, cancellationToken);
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

    private sealed record Row(string Number, Person Person, string SchoolCode, DateOnly From, DateOnly? To)
    {
        public long StudentId { get; init; }
    }

    private sealed record Person(
        string LastName, string FirstName, string? MiddleName, DateOnly BirthDate, string Sex, string? MedicaidId, string? Street,
        string? City, string? StateCode, string? PostalCode);
}
