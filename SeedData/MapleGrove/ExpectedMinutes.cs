namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>What October's minutes of some students must come to, reckoned from what was planned and from what happened.</summary>
internal static class ExpectedMinutes
{
    private const int DaysPerWeek = 5;

    /// <summary>Ordinary weeks, a group, a make-up that names the wrong day, an amendment, a right make-up, co-treatment, a move, a field trip.</summary>
    private static readonly string[] _students = ["1001", "1007", "1011", "1012", "1019", "1020", "1024", "2007"];

    private static readonly string[] _held = ["P", "MU"];
    private static readonly string[] _owed = ["SNA", "VAC", "TST", "FLD"];

    private static readonly Dictionary<string, Cadence> _weekly = new[]
    {
        Cadence.TwiceWeekly, Cadence.TwoPerWeek, Cadence.ThricePerWeek, Cadence.HourPerWeek, Cadence.HalfHourPerWeek,
    }.ToDictionary(cadence => cadence.Text);

    /// <summary>One for each student and service that the plan states by the week.</summary>
    public static IEnumerable<(string Student, string Service, int Promised, int Given, int Missed, int MadeUp, int Owed)> Of(Draft draft) =>
        from row in draft.District.Grid
        where _students.Contains(row.StudentNumber) && row.Service != "TRANSPORT" && _weekly.ContainsKey(row.Frequency)
        group Promised(row) by (row.StudentNumber, row.Service) into promised
        orderby promised.Key
        let logged = draft.Sessions.Select(session => session.Row)
            .Where(row => row.StudentNumber == promised.Key.StudentNumber && row.Service == promised.Key.Service).ToList()
        let madeUp = Minutes(logged, row => row.Attendance == "MU" && logged.Exists(missed => missed.Date == row.MakeupFor && !_held.Contains(missed.Attendance)))
        select (
            promised.Key.StudentNumber,
            promised.Key.Service,
            promised.Sum(),
            Minutes(logged, row => row.Attendance == "P") + madeUp,
            Minutes(logged, row => !_held.Contains(row.Attendance)),
            madeUp,
            Minutes(logged, row => _owed.Contains(row.Attendance)) - madeUp);

    private static int Minutes(List<LogRow> rows, Func<LogRow, bool> which) => rows.Where(which).Sum(row => row.Minutes);

    /// <summary>A day of school carries a fifth of the week.</summary>
    private static int Promised(GridRow row)
    {
        var days = Draft.Year.SchoolDays(Draft.October, Draft.OctoberEnd).Count(day => day >= row.PlanFrom && day <= row.PlanTo);
        return _weekly[row.Frequency].PeriodMinutes * days / DaysPerWeek;
    }
}
