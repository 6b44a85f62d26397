namespace MedicaidLogs.SeedData;

/// <summary>How often a grid row mandates a session, in the words of a plan, and in which weeks it is held.</summary>
/// <param name="Text">The frequency as the plan has it.</param>
/// <param name="SessionMinutes">What one session lasts.</param>
/// <param name="PeriodMinutes">What the text mandates in its period; yearly amounts as their weekly share of 36.</param>
/// <param name="PeriodWeeks">The period in weeks; 0 for a calendar month.</param>
/// <param name="SessionsPerWeek">Held at most in a week.</param>
/// <param name="EveryWeeks">Held in every so many weeks.</param>
/// <param name="MinutesColumn">The grid's minutes_per_session, where the text leaves them out.</param>
public sealed record Cadence(
    string Text,
    int SessionMinutes,
    int PeriodMinutes,
    int PeriodWeeks = 1,
    int SessionsPerWeek = 1,
    int EveryWeeks = 1,
    int? MinutesColumn = null)
{
    public static readonly Cadence TwiceWeekly = new("30 min 2x/week", 30, 60, SessionsPerWeek: 2);
    public static readonly Cadence TwoPerWeek = new("2 x 30 min per week", 30, 60, SessionsPerWeek: 2);
    public static readonly Cadence ThricePerWeek = new("3 x 30 min per week", 30, 90, SessionsPerWeek: 3);
    public static readonly Cadence HourPerWeek = new("1 hour per week", 30, 60, SessionsPerWeek: 2);
    public static readonly Cadence OncePerWeek = new("45 minutes per week", 45, 45);
    public static readonly Cadence HalfHourPerWeek = new("30 min 1x/week", 30, 30);
    public static readonly Cadence HourPerMonth = new("60 minutes per month", 20, 60, PeriodWeeks: 0, EveryWeeks: 2);
    public static readonly Cadence YearlyMinutes = new("1200 min/yr", 30, 33);
    public static readonly Cadence ThreeInFourWeeks = new("30min 3x4wks", 30, 90, PeriodWeeks: 4, EveryWeeks: 2);
    public static readonly Cadence SevenInNineWeeks = new("30 minutes 7x9wks", 30, 210, PeriodWeeks: 9, EveryWeeks: 2);
    public static readonly Cadence EveryTwoWeeks = new("30 minutes every two weeks", 25, 30, PeriodWeeks: 2, EveryWeeks: 2);
    public static readonly Cadence Daily = new("daily, 15 min", 15, 75, SessionsPerWeek: 5);
    public static readonly Cadence SixDayCycle = new("3 per 6-day cycle", 20, 50, SessionsPerWeek: 1, MinutesColumn: 20);

    private const int SchoolDaysPerWeek = 5;

    /// <summary>How many sessions each week of the year holds, by its Monday.</summary>
    /// <remarks>
    /// However a reader aligns the periods, and though it cuts the amount of each by the share of its weekdays without
    /// school, no period holds more minutes than the plan mandates.
    /// </remarks>
    /// <param name="from">The first day of the plan or of the service, if later.</param>
    /// <param name="to">The last day.</param>
    public IReadOnlyDictionary<DateOnly, int> SessionsByWeek(SchoolYear year, DateOnly from, DateOnly to)
    {
        var schoolDays = year.SchoolDays(from, to).ToHashSet();
        var held = new Dictionary<DateOnly, int>();
        foreach (var (monday, index) in year.Mondays().Select((monday, index) => (monday, index)))
        {
            if (index % EveryWeeks == 0)
            {
                held[monday] = 0;
                while (held[monday] < SessionsPerWeek && Periods(monday).All(period => HasRoom(period, held, schoolDays)))
                {
                    held[monday]++;
                }
            }
        }

        return held;
    }

    private bool HasRoom((DateOnly From, DateOnly To) period, Dictionary<DateOnly, int> held, HashSet<DateOnly> schoolDays)
    {
        var sessions = held.Where(week => week.Key <= period.To && week.Key.AddDays(SchoolDaysPerWeek - 1) >= period.From).Sum(week => week.Value);
        var days = SchoolYear.Days(period.From, period.To).Where(SchoolYear.IsWeekday).ToArray();
        return (sessions + 1) * SessionMinutes * days.Length <= PeriodMinutes * days.Count(schoolDays.Contains);
    }

    private IEnumerable<(DateOnly From, DateOnly To)> Periods(DateOnly monday)
    {
        if (PeriodWeeks > 0)
        {
            return Enumerable.Range(0, PeriodWeeks).Select(back => monday.AddDays(-7 * back)).Select(start => (start, start.AddDays((7 * PeriodWeeks) - 1)));
        }

        return new[] { monday, monday.AddDays(SchoolDaysPerWeek - 1) }
            .Select(day => new DateOnly(day.Year, day.Month, 1))
            .Distinct()
            .Select(first => (first, first.AddMonths(1).AddDays(-1)));
    }
}
