namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>What the school's own attendance says: the absences that the logs know of, others without a session, and one that contradicts a log.</summary>
internal static class SchoolAttendance
{
    private static readonly TimeOnly _late = new(10, 15);

    public static void Plant(Draft draft)
    {
        var session = draft.Of("2013", "NURSING").First(session => SessionsOfTheDay(draft, session.Row).Count() == 1);
        draft.District.Absences.Add(new(session.Row.StudentNumber, session.Row.Date));
        draft.Plant(
            "STU_PRESENT", "The school marked the student absent that day.", "The nurse corrects the date, or the school its attendance.", session);
        Mark(draft);
    }

    private static void Mark(Draft draft)
    {
        var absences = draft.District.Absences;
        foreach (var missed in draft.Sessions.Where(session => session.Row is { Attendance: "A", Start: not null }).Select(session => session.Row))
        {
            var wasThere = SessionsOfTheDay(draft, missed).Any(other => other.Attendance is "P" or "MU");
            absences.Add(wasThere ? new(missed.StudentNumber, missed.Date, missed.Start, missed.End) : new(missed.StudentNumber, missed.Date));
        }

        // Came after the doctor and then had therapy; marked by mistake and taken back.
        var afternoon = draft.Of("1001").First(session => SessionsOfTheDay(draft, session.Row).All(row => row.Start > _late)).Row;
        absences.Add(new(afternoon.StudentNumber, afternoon.Date, To: _late));
        var mistaken = draft.Of("1002")[0].Row;
        absences.Add(new(mistaken.StudentNumber, mistaken.Date, Withdrawn: true));
        absences.Sort((one, other) => (one.Date, one.StudentNumber).CompareTo((other.Date, other.StudentNumber)));
    }

    private static IEnumerable<LogRow> SessionsOfTheDay(Draft draft, LogRow row) =>
        draft.Sessions.Select(session => session.Row).Where(other => other.StudentNumber == row.StudentNumber && other.Date == row.Date);
}
