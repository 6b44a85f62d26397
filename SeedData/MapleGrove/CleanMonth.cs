namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>October 2026 as it would be if nobody made a mistake, ordinary life included.</summary>
internal static class CleanMonth
{
    private const int TripMinutes = 15;

    /// <summary>Minutes 5 x 2 trips of a quarter of an hour: what a plan says of the bus.</summary>
    public static readonly Cadence Trips = new("10 x 15 min per week", TripMinutes, 150, SessionsPerWeek: 10);

    /// <summary>Who rides the van, and after which service's days.</summary>
    private static readonly (string Student, string Service)[] _riders = [("1013", "SPEECH"), ("1014", "SPEECH"), ("2004", "SPEECH"), ("3020", "NURSING")];

    public static Draft Make()
    {
        var draft = new Draft();
        foreach (var series in Caseload.Regular())
        {
            draft.Mandate(series, change: row => Unusual(row, series));
            Hold(draft, series);
        }

        AmendThePlanOf(draft, "1012");
        MoveToTheOtherSchool(draft, "1024");
        foreach (var (rider, index) in _riders.Select((rider, index) => (rider, index)))
        {
            Drive(draft, rider.Student, rider.Service, index);
        }

        OrdinaryLife.Happen(draft);
        return draft;
    }

    public static void Hold(Draft draft, Series series)
    {
        foreach (var row in draft.Scheduler.Sessions(series, Draft.October, Draft.OctoberEnd))
        {
            draft.Log(row);
        }
    }

    /// <summary>The two trips of a day, or a third one: each rider has a turn of a quarter of an hour.</summary>
    public static Session Trip(Draft draft, string student, DateOnly day, TimeOnly start)
    {
        var series = new Series("P112", "TRANSPORT", "individual", Trips, [student], day.Day);
        var row = draft.Scheduler.SessionAt(series, day, start).Single();
        return draft.Log(row with { Place = "community", Vehicle = "adapted-van" });
    }

    public static TimeOnly Morning(int turn) => new(7, TripMinutes * turn);

    public static TimeOnly Afternoon(int turn) => new(15, TripMinutes * turn);

    private static GridRow Unusual(GridRow row, Series series) => (row.Service, row.StudentNumber) switch
    {
        ("SPEECH", "1014" or "1015" or "1020") => row with { Mode = "either" },
        ("NURSING", "2013") => row with { Location = "" },
        _ => row,
    };

    private static void AmendThePlanOf(Draft draft, string student)
    {
        var before = new Series("P101", "SPEECH", "individual", Cadence.TwiceWeekly, [student], 2) { To = Draft.Amended.AddDays(-1) };
        var after = new Series("P101", "SPEECH", "individual", Cadence.ThricePerWeek, [student], 2) { From = Draft.Amended };
        var planTo = new DateOnly(2027, 5, 11);
        draft.Mandate(before, "A", row => row with { PlanTo = before.To });
        draft.Mandate(after, "B", row => row with { PlanFrom = Draft.Amended, PlanTo = planTo, FinalizedOn = Draft.Amended.AddDays(-2) });
        Hold(draft, before);
        Hold(draft, after);
    }

    private static void MoveToTheOtherSchool(Draft draft, string student)
    {
        var before = new Series("P101", "SPEECH", "individual", Cadence.TwiceWeekly, [student], 4) { To = Draft.Moved.AddDays(-1) };
        var after = before with { ProviderNumber = "P102", From = Draft.Moved, To = DateOnly.MaxValue };
        draft.Mandate(before);
        Hold(draft, before);
        Hold(draft, after);
        Draft.Change(draft.District.Students, row => row.StudentNumber == student, row => row with { EnrolledTo = Draft.Moved.AddDays(-3) });
        var old = draft.District.Students.First(row => row.StudentNumber == student);
        draft.District.Students.Add(old with { SchoolCode = "MGM", EnrolledFrom = Draft.Moved, EnrolledTo = null });
    }

    private static void Drive(Draft draft, string student, string service, int turn)
    {
        draft.Mandate(
            new("P112", "TRANSPORT", "individual", Trips, [student], 0),
            change: row => row with { Location = "community", OutsideHours = true, Adaptation = "adapted-van" });
        foreach (var day in draft.Of(student, service).Select(session => session.Row.Date).Distinct())
        {
            Trip(draft, student, day, Morning(turn));
            Trip(draft, student, day, Afternoon(turn));
        }
    }
}
