namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Lines that cannot be read, rows that stand in a file twice, and the re-export that corrects some rows.</summary>
internal static class FileFaults
{
    public const string CorrectedName = "logs-sessiontrack-corrected.csv";

    private static readonly DateTime _signedAgain = new(2026, 11, 2, 8, 40, 0);

    public static void Plant(Draft draft)
    {
        Break(draft.Own, 40, "a date that does not exist, 2026-10-32", fields => Replace(fields, 5, "2026-10-32"));
        Break(draft.Own, 90, "a field too many", fields => [.. fields, "extra"]);
        Break(draft.SessionTrack, 55, "a time that does not exist, 25:10 PM", fields => Replace(fields, 6, "25:10 PM"));
        Break(draft.SessionTrack, 120, "fields missing at the end", fields => fields[..20]);
        Break(draft.TherapyHub, 70, "a date that cannot be read, 10/5", fields => Replace(fields, 1, "10/5"));
        Break(draft.TherapyHub, 110, "no outcome", fields => Replace(fields, 8, ""));
        draft.Own.Repeated.AddRange([draft.Own.Sessions[25], draft.Own.Sessions[125]]);
        draft.SessionTrack.Repeated.Add(draft.SessionTrack.Sessions[80]);
        draft.TherapyHub.Repeated.Add(draft.TherapyHub.Sessions[33]);
        CorrectSessionTrack(draft);
    }

    private static void CorrectSessionTrack(Draft draft)
    {
        var late = draft.SessionTrack.Sessions
            .Where(session => session.Fault is null && session.Row is { Attendance: "P", Mode: "individual", ProviderNumber: "P101" } && session.Row.Date >= new DateOnly(2026, 10, 27))
            .ToArray();

        Correct(
            draft,
            draft.Plant("LOG_FIELDS", "The end time is missing.", "Corrected by the re-export.", late[0], row => row with { End = null }),
            row => row with { End = late[0].Scheduled.End });
        Correct(
            draft,
            draft.Plant("LOG_OBJECTIVE", "The log names no objective of the plan.", "Corrected by the re-export.", late[1], row => row with { Objective = "" }),
            row => row with { Objective = late[1].Scheduled.Objective });
        Correct(
            draft,
            draft.Plant("LOG_UNSIGNED", "The provider has not signed.", "Corrected by the re-export.", late[2], row => row with { SignedAt = null }),
            row => row);
        draft.Corrected.Add((late[3], late[3].Row with { Note = late[3].Row.Note + " Parent informed.", SignedAt = _signedAgain }));
        draft.Plant("LOG_EDITED", "The re-export changes the note under the old signature.", "The therapist signs again.", late[4]).BroughtBy = CorrectedName;
        draft.Corrected.Add((late[4], late[4].Row with { Note = late[4].Row.Note + " Corrected count." }));
        draft.Corrected.Add((late[5], late[5].Row));
    }

    private static void Correct(Draft draft, Fault fault, Func<LogRow, LogRow> change)
    {
        fault.CorrectedIn = CorrectedName;
        draft.Corrected.Add((fault.Sessions[0], change(fault.Sessions[0].Row) with { SignedAt = _signedAgain }));
    }

    private static void Break(LogFile file, int after, string what, Func<string[], string[]> change) =>
        file.Malformed.Add((file.Sessions[after], what, change));

    private static string[] Replace(string[] fields, int index, string text)
    {
        fields[index] = text;
        return fields;
    }
}
