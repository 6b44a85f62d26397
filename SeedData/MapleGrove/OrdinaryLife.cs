namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>What happens in any month and is no mistake: absences, make-ups, two therapists at once.</summary>
internal static class OrdinaryLife
{
    /// <summary>Student, service, which of the month's sessions, attendance code, and what the log says.</summary>
    private static readonly (string Student, string Service, int Nth, string Attendance, string Note)[] _missed =
    [
        ("1001", "SPEECH", 2, "A", "Absent, family called."),
        ("1004", "PT", 1, "CNA", "Asleep after a seizure; not woken."),
        ("1015", "COUNSELING", 3, "REF", "Refused to leave the art room."),
        ("1018", "SPEECH", 5, "TST", "State testing in the classroom."),
        ("2007", "OT", 2, "FLD", "Class at the science museum."),
        ("1011", "OT", 4, "SNA", "Therapist at a training."),
        ("1021", "PT", 3, "VAC", "Position open that day."),
        ("2001", "SPEECH", 4, "CLS", "School assembly all morning."),
        ("2009", "OT", 5, "NS", "Not on the schedule."),
        ("2002", "SPEECH", 6, "A", "Absent."),
        ("2011", "COUNSELING", 5, "A", "Absent."),
        ("1015", "SPEECH", 1, "A", "Absent; the rest of the group met."),
    ];

    public static void Happen(Draft draft)
    {
        MakeUpInTheSameWeek(draft, "1019", "P103", "SPEECH");
        MakeUpInTheSameWeek(draft, "1005", "P104", "OT");
        ShareTheTime(draft, "1020");
        var sessions = _missed.Select(missed => (Session: draft.Of(missed.Student, missed.Service)[missed.Nth], missed.Attendance, missed.Note)).ToArray();
        var missedFor = sessions.ToDictionary(missed => missed.Session.Row, missed => missed);
        draft.Plant(
            "ATT_NOTDELIVERED",
            "The session did not take place: each attendance code that means so, once or more.",
            "Nothing to fix: it is not billed, and a make-up is owed where the code says so.",
            sessions.Select(missed => missed.Session),
            row => Missed(row, missedFor[row].Attendance, missedFor[row].Note));
    }

    /// <summary>A session that is logged as not held.</summary>
    public static LogRow Missed(LogRow row, string attendance, string note) =>
        row with { Attendance = attendance, Note = note, Objective = "", Activity = "", Progress = "" };

    private static void MakeUpInTheSameWeek(Draft draft, string student, string provider, string service)
    {
        var missed = draft.Of(student, service)[1];
        var monday = SchoolYear.MondayOf(missed.Row.Date);
        var cadence = Cadence.TwiceWeekly;
        foreach (var day in Draft.Year.SchoolDays(missed.Row.Date.AddDays(1), monday.AddDays(4)).Reverse())
        {
            var held = draft.Scheduler.Session(new(provider, service, "individual", cadence, [student], 7), day).ToArray();
            if (held is [var makeUp])
            {
                draft.Log(makeUp with { Attendance = "MU", MakeupFor = missed.Row.Date });
                draft.Plant(
                    "ATT_NOTDELIVERED",
                    "The provider was away; the session was made up later in the week.",
                    "Nothing to fix: the make-up names the missed date and credits that week.",
                    missed,
                    row => Missed(row, "SNA", "Provider away; made up later in the week."));
                return;
            }
        }

        throw new InvalidOperationException($"No time for the make-up of student {student}.");
    }

    /// <summary>Co-treatment: two therapists work with a student together and split the time between their logs, so that no minute is counted twice.</summary>
    private static void ShareTheTime(Draft draft, string student)
    {
        foreach (var first in draft.Of(student, "OT"))
        {
            var second = draft.Of(student, "PT").FirstOrDefault(session => session.Row.Date == first.Row.Date);
            if (second is null || !draft.TryMove(second, first.Row.End!.Value))
            {
                continue;
            }

            first.Row = first.Row with { Note = $"Co-treated with PT, first half of the hour logged here. {first.Row.Note}" };
            second.Row = second.Row with { Note = $"Co-treated with OT, second half of the hour logged here. {second.Row.Note}" };
        }
    }
}
