using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

/// <summary>A student as life has it: plans that are amended and overlap, rows that begin late, a move to another school, logs with gaps and slips.</summary>
internal sealed class AnyStudent
{
    public static readonly DateOnly YearBegins = new(2026, 8, 31);
    public static readonly DateOnly AsOf = new(2027, 2, 12);

    private static readonly string[] Services = ["SPEECH", "OT", "TRANSPORT"];
    private static readonly string[] Attendance = ["P", "P", "P", "P", "P", "A", "REF", "TST", "SNA", "VAC", "CLS", "NS", "MU", "MU", "?"];

    private readonly Random _random;

    public AnyStudent(int seed)
    {
        _random = new(seed);
        var moves = YearBegins.AddDays(_random.Next(20, 150));
        Student = DistrictBuilder.Student("S1", 1) with
        {
            Enrolments = _random.Next(3) == 0
                ? [new("NORTH", YearBegins, null)]
                : [new("NORTH", YearBegins.AddDays(-30), moves), new("SOUTH", moves.AddDays(_random.Next(-5, 12)), _random.Next(2) == 0 ? null : AsOf.AddDays(-20))],
            Plans = [.. Enumerable.Range(1, _random.Next(1, 4)).Select(Plan)],
        };
        var entries = new List<LedgerEntry>();
        for (var id = 1; id <= 100; id++)
        {
            var entry = Entry(id);
            entries.Add(id > 1 && entry.IsMakeUp && _random.Next(3) > 0 ? MakingUp(entries[_random.Next(entries.Count)], entry) : entry);
        }

        var again = entries.Where(entry => entry.IsMakeUp && entry.EntryId % 2 == 0).Select(entry => entry with { EntryId = 1000 + entry.EntryId, Date = entry.Date.AddDays(1) });
        Entries = [.. entries, .. again];
    }

    public Student Student { get; }

    public Dictionary<long, SpokenFrequency> Spoken { get; } = [];

    public LedgerEntry[] Entries { get; }

    public static Dictionary<string, CalendarRange[]> Calendars { get; } = new()
    {
        ["NORTH"] = Calendar(YearBegins, new(2026, 10, 12), new(2026, 11, 11)),
        ["SOUTH"] = Calendar(YearBegins.AddDays(2), new(2026, 10, 9), new(2026, 12, 4)),
    };

    public static ReferenceData Reference(Student student) =>
        new([student], [], Calendars.Select(school => new SchoolCalendar(school.Key, school.Value)), []);

    public LedgerEntry[] Shuffled()
    {
        var shuffled = Entries.ToArray();
        _random.Shuffle(shuffled);
        return shuffled;
    }

    private static CalendarRange[] Calendar(DateOnly begins, params DateOnly[] closed) =>
    [
        new(begins, new(2027, 6, 11), DayType.Instructional, null, null),
        new(new(2026, 12, 24), new(2027, 1, 1), DayType.Closed, null, null),
        new(new(2026, 7, 6), new(2026, 7, 30), DayType.Esy, null, null),
        .. closed.Select(day => new CalendarRange(day, day, DayType.Closed, null, null)),
    ];

    private Plan Plan(int id)
    {
        var from = new DateOnly(2026, 5, 1).AddDays(_random.Next(0, 240));
        var to = from.AddDays(_random.Next(60, 365));
        return new(id, _random.Next(4) == 0 ? "504" : "IEP", from, to, from, [.. Enumerable.Range(1, _random.Next(1, 4)).Select(number => Row((10 * id) + number, from, to))]);
    }

    private GridRow Row(long id, DateOnly from, DateOnly to)
    {
        var spoken = SpokenFrequency.Any(_random);
        Spoken[id] = spoken;
        var mode = _random.Next(5) switch { 0 => SessionMode.Group, 1 => (SessionMode?)null, 2 => SessionMode.Consult, _ => SessionMode.Individual };
        return DistrictBuilder.Row(id, Services[_random.Next(Services.Length)], "30 min 1x/week", mode) with
        {
            Frequency = Frequency.TryParse(spoken.Text, spoken.Column, out var frequency, out _) ? frequency : null,
            From = from.AddDays(_random.Next(3) == 0 ? _random.Next(0, 40) : 0),
            To = to.AddDays(_random.Next(3) == 0 ? -_random.Next(0, 40) : 0),
            Esy = _random.Next(8) == 0,
        };
    }

    private LedgerEntry Entry(int id)
    {
        var rows = Student.Plans.SelectMany(plan => plan.Rows).ToArray();
        var row = rows[_random.Next(rows.Length)];
        var date = YearBegins.AddDays(_random.Next(-60, 180));
        var attendance = Attendance[_random.Next(Attendance.Length)];
        var mode = _random.Next(6) == 0 ? (SessionMode)_random.Next(3) : row.Mode ?? SessionMode.Group;
        var minutes = _random.Next(5) == 0 ? 0 : 5 * _random.Next(1, 10);
        return new(
            1, id, _random.Next(12) == 0 ? null : row.GridRowId, _random.Next(1, 3), row.Service, mode, date,
            _random.Next(4) == 0 ? null : new TimeOnly(9 + _random.Next(2), 0), minutes, attendance,
            Delivered: attendance is "P" or "MU" && minutes > 0 && _random.Next(8) > 0,
            MakeupFor: (attendance == "MU" && _random.Next(6) > 0) || _random.Next(30) == 0 ? date.AddDays(-_random.Next(-1, 14)) : null);
    }

    /// <summary>A make-up of what may have been a miss, or a session that was given.</summary>
    private LedgerEntry MakingUp(LedgerEntry other, LedgerEntry makeUp) => makeUp with
    {
        Service = other.Service,
        Mode = other.Mode,
        GridRowId = other.GridRowId,
        MakeupFor = other.Date,
        Date = other.Date.AddDays(_random.Next(-1, 14)),
    };
}
