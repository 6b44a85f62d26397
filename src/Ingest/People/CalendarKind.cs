using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Calendar files: the ranges of days of each school; a school's rows replace the school's ranges.</summary>
public sealed class CalendarKind : IFileKind
{
    /// <summary>More than a school year and its summer; a longer range is a year mistyped, 2062 for 2026.</summary>
    private const int MaxRangeDays = 400;

    private static readonly FileFormat _format = new("calendar");

    private static readonly Column _schoolCode = _format.Required("school_code", maxCharacters: 20);
    private static readonly Column _schoolName = _format.Optional("school_name");
    private static readonly Column _firstDay = _format.Required("first_day");
    private static readonly Column _lastDay = _format.Required("last_day");
    private static readonly Column _dayType = _format.Required("day_type");
    private static readonly Column _opens = _format.Optional("opens");
    private static readonly Column _closes = _format.Optional("closes");
    private static readonly Column _note = _format.Optional("note");

    private static readonly Words<string> _dayTypes = new(
        ("instructional", "instructional"), ("closed", "closed"), ("esy", "esy"));

    [Sql]
    private const string KnownNamesSql = "select school_code, name from intake.school where district_id = @districtId";

    private static readonly RecordTables<Row> _schoolsAndRanges = new(
        new RecordTable<Row>("intake.school", Key: [new("school_code", row => row.SchoolCode)], Said: [new("name", row => row.SchoolName)]),
        new RecordTable<Row>(
            "intake.calendar_range",
            Key: [new("school_code", row => row.SchoolCode), new("day_type", row => row.DayType), new("first_day", row => row.FirstDay)],
            Said:
            [
                new("last_day", row => row.LastDay),
                new("opens", row => row.Opens),
                new("closes", row => row.Closes),
                new("note", row => row.Note),
            ])
        {
            Owner = "school_code",
        });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        await NameSchoolsAsync(intake, rows, cancellationToken);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.SchoolCode, row.DayType, row.FirstDay), row => row,
            "Another range of the school and day_type begins on the same day");
        return await _schoolsAndRanges.TakeInAsync(intake, rows, cancellationToken);
    }

    /// <summary>The first name that the file gives a school holds for all its rows; without one, the name that is known, or its code.</summary>
    private static async Task NameSchoolsAsync(IntakeContext intake, FileRows<Row> rows, CancellationToken cancellationToken)
    {
        var names = (await intake.Connection.QueryAsync<(string Code, string Name)>(new CommandDefinition(
            KnownNamesSql, new { districtId = intake.District.DistrictId }, intake.Transaction, cancellationToken: cancellationToken)))
            .ToDictionary(school => school.Code, school => school.Name);
        foreach (var named in rows.Good.Select(row => row.Value).Where(row => row.SchoolName is not null).DistinctBy(row => row.SchoolCode))
        {
            names[named.SchoolCode] = named.SchoolName!;
        }

        rows.Replace(row => row with { SchoolName = names.GetValueOrDefault(row.SchoolCode, row.SchoolCode) });
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_schoolCode),
            row.TextOrNull(_schoolName),
            row.Date(_firstDay),
            row.Date(_lastDay),
            row.Word(_dayType, _dayTypes) ?? "",
            row.TimeOrNull(_opens),
            row.TimeOrNull(_closes),
            row.TextOrNull(_note));
        row.DemandOrder(_firstDay, read.FirstDay, _lastDay, read.LastDay);
        if (read.FirstDay != default && read.LastDay.DayNumber - read.FirstDay.DayNumber >= MaxRangeDays) // An unreadable day is reported as that.
        {
            row.Reject($"The range from first_day to last_day is longer than {MaxRangeDays} days; is the year right?");
        }

        if (read.Closes <= read.Opens)
        {
            row.Reject(_closes, "is not after opens");
        }

        return read;
    }

    private sealed record Row(
        string SchoolCode, string? SchoolName, DateOnly FirstDay, DateOnly LastDay, string DayType, TimeOnly? Opens, TimeOnly? Closes,
        string? Note);
}
