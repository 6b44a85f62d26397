using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

/// <summary>
/// The ledger of student S1 in October 2026, looked at on November 9: speech twice a week for 30 minutes, grid row 1; school from
/// August 31, closed on October 12.
/// </summary>
internal sealed class SmallLedger
{
    public static readonly DateOnly AsOf = new(2026, 11, 9);

    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, CalendarRange[]> _schools = new()
    {
        ["MAIN"] =
        [
            new(DistrictBuilder.YearBegins, DistrictBuilder.YearEnds, DayType.Instructional, null, null),
            new(new(2026, 10, 12), new(2026, 10, 12), DayType.Closed, null, null),
        ],
    };

    public Student Student { get; private set; } = DistrictBuilder.Student("S1", 1);

    public LedgerRange Range { get; private set; } = LedgerRange.Of(new(2026, 10, 1), new(2026, 10, 31), AsOf);

    public RulePack Pack { get; set; } = Packs.NewHampshire;

    public ReferenceData Reference => new([Student], [], _schools.Select(school => new SchoolCalendar(school.Key, school.Value)), []);

    public StudentLedger Ledger => StudentLedger.Of(Student, _entries, Reference, Pack, Range);

    /// <summary>The one line.</summary>
    public LedgerLine Line => Ledger.Lines.Single();

    public MinuteTotals Total => Line.Total();

    public static DateOnly October(int day) => new(2026, 10, day);

    public SmallLedger From(DateOnly from, DateOnly to)
    {
        Range = LedgerRange.Of(from, to, AsOf);
        return this;
    }

    public SmallLedger Of(params GridRow[] rows)
    {
        Student = Student with { Plans = [DistrictBuilder.Plan(1, rows)] };
        return this;
    }

    public SmallLedger Change(Func<Student, Student> change)
    {
        Student = change(Student);
        return this;
    }

    public SmallLedger School(string code, params CalendarRange[] calendar)
    {
        _schools[code] = calendar;
        return this;
    }

    /// <summary>A session of 30 minutes, given.</summary>
    public SmallLedger Given(int day, Func<LedgerEntry, LedgerEntry>? change = null) => Add(Session(October(day)), change);

    /// <summary>A session of 30 minutes that was not held.</summary>
    public SmallLedger Missed(int day, string attendance = "SNA", Func<LedgerEntry, LedgerEntry>? change = null) =>
        Add(Session(October(day)) with { Attendance = attendance, Delivered = false }, change);

    /// <summary>A make-up of 30 minutes.</summary>
    public SmallLedger MadeUp(int day, int? missedDay, Func<LedgerEntry, LedgerEntry>? change = null) =>
        Add(Session(October(day)) with { Attendance = "MU", MakeupFor = missedDay is { } missed ? October(missed) : null }, change);

    private static LedgerEntry Session(DateOnly date) =>
        new(1, 0, 1, 1, "SPEECH", SessionMode.Individual, date, new TimeOnly(9, 0), 30, "P", Delivered: true, MakeupFor: null);

    private SmallLedger Add(LedgerEntry entry, Func<LedgerEntry, LedgerEntry>? change)
    {
        entry = entry with { EntryId = _entries.Count + 1 };
        _entries.Add(change is null ? entry : change(entry));
        return this;
    }
}
