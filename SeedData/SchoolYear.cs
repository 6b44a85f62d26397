namespace MedicaidLogs.SeedData;

/// <summary>A school year of New England: late August to mid June, with its usual holidays. All schools of a district share it.</summary>
public sealed class SchoolYear
{
    private readonly List<(DateOnly From, DateOnly To, string Note)> _closed;

    /// <param name="startYear">The calendar year in which it starts.</param>
    /// <param name="alsoClosed">Days lost to snow or the like.</param>
    public SchoolYear(int startYear, params (DateOnly Day, string Note)[] alsoClosed)
    {
        var spring = startYear + 1;
        FirstDay = Nth(DayOfWeek.Wednesday, 4, startYear, 8);
        LastDay = Nth(DayOfWeek.Friday, 3, spring, 6);
        var thanksgiving = Nth(DayOfWeek.Thursday, 4, startYear, 11);
        var february = Nth(DayOfWeek.Monday, 4, spring, 2);
        var april = Nth(DayOfWeek.Monday, 4, spring, 4);
        _closed =
        [
            OneDay(Nth(DayOfWeek.Monday, 1, startYear, 9), "Labor Day"),
            OneDay(Nth(DayOfWeek.Monday, 2, startYear, 10), "Columbus Day"),
            OneDay(new(startYear, 11, 11), "Veterans Day"),
            (thanksgiving.AddDays(-1), thanksgiving.AddDays(1), "Thanksgiving"),
            (new(startYear, 12, 24), new(spring, 1, 1), "winter vacation"),
            OneDay(Nth(DayOfWeek.Monday, 3, spring, 1), "Martin Luther King Jr. Day"),
            (february, february.AddDays(4), "February vacation"),
            (april, april.AddDays(4), "April vacation"),
            OneDay(new DateOnly(spring, 5, 31).AddDays(-DaysSinceMonday(new(spring, 5, 31))), "Memorial Day"),
            .. alsoClosed.Select(closed => OneDay(closed.Day, closed.Note)),
        ];
    }

    public DateOnly FirstDay { get; }

    public DateOnly LastDay { get; }

    /// <summary>The school year that a month from August to June belongs to.</summary>
    public static int StartYearOf(DateOnly month) => month.Month >= 8 ? month.Year : month.Year - 1;

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-DaysSinceMonday(day));

    public bool IsSchoolDay(DateOnly day) =>
        day >= FirstDay && day <= LastDay && IsWeekday(day) && !_closed.Any(closed => closed.From <= day && day <= closed.To);

    public IEnumerable<DateOnly> SchoolDays(DateOnly from, DateOnly to) => Days(from, to).Where(IsSchoolDay);

    public IEnumerable<DateOnly> Mondays()
    {
        for (var monday = MondayOf(FirstDay); monday <= LastDay; monday = monday.AddDays(7))
        {
            yield return monday;
        }
    }

    public IEnumerable<CalendarRow> CalendarRows(string schoolCode, string schoolName, TimeOnly opens, TimeOnly closes) =>
        _closed.OrderBy(closed => closed.From)
            .Select(closed => new CalendarRow(schoolCode, schoolName, closed.From, closed.To, "closed", null, null, closed.Note))
            .Prepend(new(schoolCode, schoolName, FirstDay, LastDay, "instructional", opens, closes, ""));

    internal static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    internal static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static (DateOnly From, DateOnly To, string Note) OneDay(DateOnly day, string note) => (day, day, note);

    private static int DaysSinceMonday(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;

    private static DateOnly Nth(DayOfWeek weekday, int n, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }
}
