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
    private const string StageSql = """
        create temporary table staged_range (
            line_number int, school_code text, school_name text, first_day date, last_day date, day_type text, opens time, closes time,
            note text) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql = """
        copy staged_range (line_number, school_code, school_name, first_day, last_day, day_type, opens, closes, note)
        from stdin (format binary)
        """;

    [Sql(After = StageSql)]
    private const string CountSql = """
        with compared as (
            select r.school_code is not null as there,
                   (r.last_day, r.opens, r.closes, r.note) is not distinct from (s.last_day, s.opens, s.closes, s.note)
                   and coalesce(s.school_name = c.name, true) as same
            from staged_range s
            left join intake.school c on c.district_id = @districtId and c.school_code = s.school_code
            left join intake.calendar_range r
                on r.district_id = @districtId and r.school_code = s.school_code and r.day_type = s.day_type and r.first_day = s.first_day
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    [Sql(After = StageSql)]
    private const string MergeSchoolsSql = """
        insert into intake.school as t (district_id, school_code, name)
        select distinct on (s.school_code) @districtId, s.school_code, coalesce(s.school_name, c.name, s.school_code)
        from staged_range s
        left join intake.school c on c.district_id = @districtId and c.school_code = s.school_code
        order by s.school_code, s.line_number
        on conflict (district_id, school_code) do update set name = excluded.name where t.name <> excluded.name
        """;

    [Sql(After = StageSql)]
    private const string RemoveRangesSql = """
        delete from intake.calendar_range r
        where r.district_id = @districtId
          and r.school_code in (select school_code from staged_range)
          and not exists (
              select from staged_range s
              where s.school_code = r.school_code and s.day_type = r.day_type and s.first_day = r.first_day)
        """;

    [Sql(After = StageSql)]
    private const string MergeRangesSql = """
        insert into intake.calendar_range as r
            (district_id, school_code, first_day, last_day, day_type, opens, closes, note)
        select @districtId, school_code, first_day, last_day, day_type, opens, closes, note
        from staged_range
        on conflict (district_id, school_code, day_type, first_day) do update
        set last_day = excluded.last_day, opens = excluded.opens, closes = excluded.closes, note = excluded.note
        where (r.last_day, r.opens, r.closes, r.note) is distinct from (excluded.last_day, excluded.opens, excluded.closes, excluded.note)
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        var names = rows.Good
            .Where(row => row.Value.SchoolName is not null)
            .GroupBy(row => row.Value.SchoolCode, row => row.Value.SchoolName)
            .ToDictionary(school => school.Key, school => school.First());
        rows.Replace(row => row with { SchoolName = names.GetValueOrDefault(row.SchoolCode) });
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.SchoolCode, row.DayType, row.FirstDay), row => row,
            "Another range of the school and day_type begins on the same day");
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(row.SchoolCode);
                copy.Put(row.SchoolName);
                copy.Put(row.FirstDay);
                copy.Put(row.LastDay);
                copy.Put(row.DayType);
                copy.Put(row.Opens);
                copy.Put(row.Closes);
                copy.Put(row.Note);
            },
            cancellationToken);

        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeAsync(intake, MergeSchoolsSql, cancellationToken);
        var removed = await Staging.MergeAsync(intake, RemoveRangesSql, cancellationToken);
        await Staging.MergeAsync(intake, MergeRangesSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed, removed);
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
