namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Faults that show only beside other sessions, or where a session is turned into a procedure.</summary>
internal static class SessionFaults
{
    private const int TravelMinutes = 5;

    public static void Plant(Draft draft)
    {
        PlantOverlaps(draft);
        PlantGroups(draft);
        PlantCoding(draft);
    }

    private static void PlantOverlaps(Draft draft)
    {
        // The week of October 1 began in September: it has room for a second half hour.
        var twice = draft.Of("2002", "SPEECH")[0];
        draft.Plant("DUP_LOG", "The same session was typed in twice, under two row ids.", "The therapist withdraws the second row.", draft.Log(twice.Row));

        draft.Plant(
            "OVL_STUDENT", "Two therapists log the same student for the same quarter of an hour.", "The therapist whose times are wrong corrects them and signs again.",
            Overlapping(draft, draft.Of("1002", "PT"), draft.Of("1002", "SPEECH")));

        List<Session> assistants = [.. draft.Sessions.Where(session => session is { Fault: null, Row: { ProviderNumber: "P103", Attendance: "P" } })];
        draft.Plant(
            "OVL_PROVIDER", "One assistant logs two students for the same quarter of an hour, not as a group.", "The assistant corrects the times and signs again.",
            Overlapping(draft, assistants, assistants));

        draft.Plant(
            "OVL_PARA", "The aide logs minutes in which the student had therapy.", "The aide corrects the times and signs again; the therapy stands.",
            Overlapping(draft, draft.Of("1020", "PERSONAL_CARE"), [.. draft.Of("1020", "PT"), .. draft.Of("1020", "OT")])[1]);

        List<Session> aides = [.. draft.Sessions.Where(session => session is { Fault: null, Row: { ProviderNumber: "P111", Attendance: "P" } } && !draft.Reserved.AideDay.Contains(session))];
        draft.Plant(
            "PCS_SPLIT", "The aide logs the same quarter of an hour for two students.", "The aide gives each minute to one student and signs again.",
            Overlapping(draft, aides, aides));

        draft.Plant(
            "COTREAT", "Two therapists log the whole of the same half hour.", "Billed all the same; each note must say why the joint session was needed.",
            AtOneTime(draft, "OT", "PT"));

        draft.Plant(
            "PROV_TRAVEL", "The therapist of the middle high school stood in at the elementary school the minute a session there had ended.",
            "Billed all the same; the therapist looks at the times.",
            draft.Sessions.First(session => IsRightAfterTheOtherSchool(draft, session)), row => ProviderFaults.StandIn(draft, row, "P102"));

        draft.Plant(
            "PROV_DAYLOAD", "With this session the aide's day comes to 520 minutes.", "Billed all the same; the office asks whether the hours are right.",
            draft.Reserved.AideDay[^1]);
        draft.Plant(
            "CAP_DAY", "150 minutes are ten units of a code that is capped at eight a day.", "The therapist corrects the times, or the session stays unbilled.",
            draft.Reserved.LongTherapy);
    }

    /// <summary>Two services of a student's day, the later one moved to the very minutes of the other.</summary>
    private static Session[] AtOneTime(Draft draft, string service, string other)
    {
        var pairs =
            from one in draft.Sessions
            where one is { Fault: null, Row: { Mode: "individual", Attendance: "P" } } && one.Row.Service == service
            from later in draft.Of(one.Row.StudentNumber, other)
            where later.Row is { Mode: "individual", Attendance: "P" } && later.Row.Date == one.Row.Date
                && later.Row.Start > one.Row.Start && later.Row.Minutes == one.Row.Minutes
                && draft.Agenda.IsFree([later.Row.ProviderNumber], one.Row.Date, one.Row.Start!.Value, one.Row.Minutes)
            select (one, later);
        var (kept, moved) = pairs.First();
        draft.Agenda.Book([moved.Row.ProviderNumber], kept.Row.Date, kept.Row.Start!.Value, kept.Row.Minutes);
        moved.Row = moved.Row with { Start = kept.Row.Start, End = kept.Row.End };
        return [kept, moved];
    }

    /// <summary>A session of P101 at the elementary school for which P102 would come from the middle high school, and have time to go back.</summary>
    private static bool IsRightAfterTheOtherSchool(Draft draft, Session session) =>
        session is { Fault: null, Row: { ProviderNumber: "P101", Mode: "individual", Attendance: "P" } row }
        && row.StudentNumber.StartsWith('1')
        && draft.Agenda.IsFree(["P102"], row.Date, row.Start!.Value, row.Minutes + TravelMinutes)
        && draft.Sessions.Any(before => before.Row is { ProviderNumber: "P102", Attendance: "P", Telehealth: false }
            && before.Row.StudentNumber.StartsWith('2') && before.Row.Date == row.Date && before.Row.End == row.Start);

    private static void PlantGroups(Draft draft)
    {
        draft.Plant(
            "GRP_SIZE", "Nine students in one group; eight are the most.", "The counselor corrects who was there, or the group stays unbilled.",
            draft.Reserved.GroupOfNine);

        var group = draft.GroupOf(draft.Of("1008", "SPEECH")[2]);
        draft.Plant(
            "ATT_NOTDELIVERED", "Two of a group of three were absent.", "Nothing to fix: not billed.",
            group.Where(session => session.Row.StudentNumber != "1008"), row => OrdinaryLife.Missed(row, "A", "Absent."));
        draft.Plant(
            "GRP_LEFTONE", "Only one of the group was there, so it was no group.", "The therapist logs it as an individual session if the plan allows that.",
            group.First(session => session.Row.StudentNumber == "1008"));

        draft.Plant(
            "GRP_CONSIST", "One member's session ends ten minutes before the group's.", "The therapist corrects the time, or logs the minutes away.",
            draft.GroupOf(draft.Of("1011", "SPEECH")[1]).First(session => session.Row.StudentNumber == "1011"),
            row => row with { End = row.End!.Value.AddMinutes(-10) });
    }

    private static void PlantCoding(Draft draft)
    {
        var asthma = new Series("P108", "NURSING", "group", new("60 minutes per month", 30, 60, PeriodWeeks: 0), ["1016", "1017"], 2);
        draft.Mandate(asthma);
        draft.Plant(
            "CODE_MAP", "Nursing in a group, for which there is no procedure code.", "Nothing the school can fix: the pack's code map has no such row.",
            draft.Scheduler.Session(asthma, new(2026, 10, 7)).Select(row => draft.Log(row)).ToArray());

        var evaluation = new Series("P101", "SPEECH_EVAL", "individual", new("90 min/yr", 45, 90), ["1022"], 4);
        draft.Mandate(evaluation);
        draft.Plant(
            "CHG_POSITIVE", "The district's first rate for the evaluation, procedure 92523, begins nine days later.", "The biller enters the rate.",
            draft.Log(draft.Scheduler.Session(evaluation, new(2026, 10, 6)).Single()));
        draft.District.Rates.Add(new("92523", "", Draft.Amended, null, 184_20));

        // An evaluation need not stand in the plan, but a plan must be there or follow.
        var again = evaluation with { StudentNumbers = ["1023"] };
        draft.Order("1023", "SPEECH_EVAL");
        draft.Log(draft.Scheduler.Session(again, new(2026, 10, 20)).Single());
        draft.Plant(
            "EVAL_LIMIT", "Evaluated again a week after the first time; one evaluation in 180 days is paid.", "Nothing to fix: not billed.",
            draft.Log(draft.Scheduler.Session(again, new(2026, 10, 27)).Single()));

        draft.Order("3006", "SPEECH_EVAL");
        draft.Plant(
            "EVAL_COVERED", "Evaluated after the plan had ended; no plan came of it within 60 days.", "The office files the new plan if there is one.",
            draft.Log(draft.Scheduler.Session(evaluation with { ProviderNumber = "P102", StudentNumbers = ["3006"] }, new(2026, 10, 20)).Single()));
    }

    /// <summary>Moves the first session that can be moved into the middle of another of its day; both then overlap.</summary>
    public static Session[] Overlapping(Draft draft, IEnumerable<Session> movable, List<Session> others)
    {
        foreach (var session in movable)
        {
            if (others.Find(other => other.Row.Date == session.Row.Date && Fits(draft.Agenda, session.Row, other.Row)) is { } other)
            {
                var start = Middle(other.Row);
                session.Row = session.Row with { Start = start, End = start.AddMinutes(session.Row.Minutes) };
                return [other, session];
            }
        }

        throw new InvalidOperationException("No two sessions can be made to overlap.");
    }

    /// <summary>Whether nobody but the one whom both sessions share would be in two places.</summary>
    private static bool Fits(Agenda agenda, LogRow moved, LogRow other)
    {
        string[] people = [moved.StudentNumber, moved.ProviderNumber];
        string[] shared = [.. people.Intersect([other.StudentNumber, other.ProviderNumber])];
        agenda.Free(people, moved.Date, moved.Start!.Value, moved.Minutes);
        agenda.Free(shared, other.Date, other.Start!.Value, other.Minutes);
        var fits = shared.Length == 1 && Middle(other).AddMinutes(moved.Minutes) <= Scheduler.Closes && agenda.IsFree(people, moved.Date, Middle(other), moved.Minutes);
        agenda.Book(shared, other.Date, other.Start!.Value, other.Minutes);
        agenda.Book(people, moved.Date, moved.Start!.Value, moved.Minutes);
        return fits;
    }

    private static TimeOnly Middle(LogRow row) => row.Start!.Value.AddMinutes(row.Minutes / 2);
}
