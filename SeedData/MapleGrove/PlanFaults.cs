namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Faults between a session and the student's plan.</summary>
internal static class PlanFaults
{
    private static readonly DateOnly _planEnded = new(2026, 10, 9);
    private static readonly DateOnly _rowEnded = new(2026, 10, 16);
    private static readonly DateOnly _finalized = new(2026, 10, 21);
    private static readonly Cadence _halfHour = new("60 minutes per month", 30, 60, PeriodWeeks: 0);

    public static void Plant(Draft draft)
    {
        PlantInPlans(draft);
        PlantInSessions(draft);
    }

    private static void PlantInPlans(Draft draft)
    {
        ChangeRow(draft, "3006", row => row with { PlanTo = _planEnded });
        draft.Plant(
            "IEP_ACTIVE", "The plan ended on October 9 and no other followed.", "The office files the new plan if there is one.",
            draft.Of("3006").Where(session => session.Row.Date > _planEnded));

        ChangeRow(draft, "3007", row => row with { RowTo = _rowEnded });
        draft.Plant(
            "IEP_ROWDATES", "The grid row for physical therapy ended on October 16.", "The office corrects the row's dates if the team extended them.",
            draft.Of("3007").Where(session => session.Row.Date > _rowEnded));

        ChangeRow(draft, "3008", row => row with { PlanType = "504" });
        draft.Plant("IEP_PLANTYPE", "The plan is a 504 plan, which the state does not bill.", "Nothing to fix: delivered, not billed.", draft.Of("3008"));

        ChangeRow(draft, "3009", row => row with { FinalizedOn = _finalized });
        draft.Plant(
            "IEP_TIMELY", "The plan was finalised on October 21, after the session.", "The office corrects the date if the team had signed before.",
            draft.Of("3009").Where(session => session.Row.Date < _finalized));

        ChangeRow(draft, "3010", row => row with { Frequency = "as needed" });
        draft.Plant(
            "IEP_FREQUENCY", "The plan says 'as needed', from which no amount can be read.", "Billed all the same; the case manager states the frequency.", draft.Of("3010"));

        ChangeRow(draft, "3022", row => row with { Mode = "individual" });
        draft.Plant("IEP_GROUPMATCH", "Seen in a group, though the grid row says individual.", "The case manager amends the row, or the provider corrects the mode.", draft.Of("3022"));
    }

    private static void PlantInSessions(Draft draft)
    {
        draft.Order("1006", "OT");
        draft.Plant(
            "IEP_SERVICE", "Occupational therapy is ordered, but stands in no row of the plan.", "The case manager amends the plan; this session stays unbilled.",
            Extra(draft, "P104", "OT", "1006", new(2026, 10, 23)));

        draft.Plant(
            "IEP_MINCAP", "A third half hour in a week for which the plan mandates 60 minutes.", "Nothing to fix: delivered, and beyond what may be billed.",
            Extra(draft, "P101", "SPEECH", "1001", new(2026, 10, 30)));

        draft.Plant(
            "IEP_FREQCAP", "A third session of a week for which the plan gives two, within its 60 minutes: the first two were short.",
            "Billed all the same; the therapist makes sure that none was logged twice.",
            ThirdOfTheWeek(draft, "2004"));

        draft.Plant(
            "ATT_MAKEUP", "A make-up of the session that was missed names the wrong day of that week.", "The therapist corrects the date; billed all the same.",
            MakeUpOfAnotherDay(draft, "P105", "1011"));

        var consult = new Series("P101", "SPEECH", "consult", _halfHour, ["1004"], 3);
        draft.Mandate(consult);
        draft.Plant(
            "IEP_CONSULT", "Consultation with the teacher.", "Nothing to fix: counts in its own bucket, never billed.",
            draft.Log(draft.Scheduler.Session(consult, new(2026, 10, 21)).Single()));

        var instruction = new Series("P101", "INSTRUCTION", "individual", Cadence.TwiceWeekly, ["1017"], 5);
        draft.Mandate(instruction);
        draft.Plant(
            "SVC_INSTRUCTIONAL", "Specially designed instruction is no therapy.", "Nothing to fix: delivered, never billed.",
            draft.Log(draft.Scheduler.Session(instruction, new(2026, 10, 22)).Single()));

        draft.Plant(
            "IEP_MEETING", "A team meeting was logged as a session.", "Nothing to fix: meetings are never billed.",
            Extra(draft, "P102", "MEETING", "2003", new(2026, 10, 8)));

        draft.Plant(
            "CAL_FUTURE", "Dated November 16, a week after the month was checked.", "The nurse corrects the date, or removes the row.",
            draft.Log(draft.Scheduler.Session(new("P108", "NURSING", "individual", Cadence.Daily, ["1008"], 1), new(2026, 11, 16)).Single()));
    }

    /// <summary>In the week after one in which a session was missed: the plan still gives the minutes, but nothing was missed on the day named.</summary>
    private static Session MakeUpOfAnotherDay(Draft draft, string provider, string student)
    {
        var sessions = draft.Sessions.Where(session => session.Row is { Service: "OT" } row && row.StudentNumber == student).ToArray();
        var missed = sessions.First(session => session.Row.Attendance == "SNA").Row.Date;
        var monday = SchoolYear.MondayOf(missed);
        var wrong = Draft.Year.SchoolDays(monday, monday.AddDays(4)).First(day => sessions.All(session => session.Row.Date != day));
        var makeUp = Draft.Year.SchoolDays(monday.AddDays(7), monday.AddDays(11))
            .SelectMany(day => draft.Scheduler.Session(new(provider, "OT", "individual", _halfHour, [student], 9), day)).First();
        return draft.Log(makeUp with { Attendance = "MU", MakeupFor = wrong });
    }

    /// <summary>In the first full week of speech therapy that has a day left: two quarters of an hour, and then a half.</summary>
    private static Session ThirdOfTheWeek(Draft draft, string student)
    {
        foreach (var week in draft.Of(student, "SPEECH").GroupBy(session => SchoolYear.MondayOf(session.Row.Date)).Where(week => week.Count() == 2))
        {
            var (first, last) = (week.First(), week.Last());
            var third = Draft.Year.SchoolDays(last.Row.Date.AddDays(1), week.Key.AddDays(4))
                .SelectMany(day => draft.Scheduler.Session(new(last.Row.ProviderNumber, "SPEECH", "individual", _halfHour, [student], 9), day)).FirstOrDefault();
            if (week.Key > Draft.October && third is not null)
            {
                (first.Row, last.Row) = (Quarter(first.Row), Quarter(last.Row));
                return draft.Log(third);
            }
        }

        throw new InvalidOperationException($"Student {student} has no week with room for a third session.");

        static LogRow Quarter(LogRow row) => row with { End = row.Start!.Value.AddMinutes(15) };
    }

    private static Session Extra(Draft draft, string provider, string service, string student, DateOnly day) =>
        draft.Log(draft.Scheduler.Session(new(provider, service, "individual", _halfHour, [student], 9), day).Single());

    private static void ChangeRow(Draft draft, string student, Func<GridRow, GridRow> change) =>
        Draft.Change(draft.District.Grid, row => row.StudentNumber == student, change);
}
