namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Faults in what a single row says of itself.</summary>
internal static class LogFaults
{
    public static void Plant(Draft draft)
    {
        draft.Plant(
            "LOG_FIELDS", "The note is empty.", "The nurse writes what was done and signs again.",
            draft.Of("2013", "NURSING")[4], row => row with { Note = "" });
        draft.Plant(
            "LOG_TIMES", "The session ends before it starts: 30 minutes back instead of forward.", "The therapist corrects the end time and signs again.",
            draft.Of("1005", "OT")[4], row => row with { End = row.Start!.Value.AddMinutes(-30) });
        draft.Plant(
            "LOG_TIMES", "The student was away for as long as the session lasted, so no minute is left.", "The nurse corrects the minutes away, or logs the session as missed.",
            draft.Of("2010", "NURSING")[6], row => row with { MinutesAway = row.Minutes });
        draft.Plant(
            "LOG_UNSIGNED", "The provider has not signed.", "The counselor signs the log.",
            draft.Of("2014", "COUNSELING")[2], row => row with { SignedBy = "", SignedAt = null });
        draft.Plant(
            "LOG_LATE", "Signed twelve days after the session.", "Billed all the same; the office reminds the therapist.",
            draft.Of("2001", "PT")[1], row => row with { SignedAt = row.SignedAt!.Value.AddDays(12) });
        draft.Plant(
            "LOG_PRESIGN", "Signed ten minutes before the session ended.", "The therapist signs again, after the session.",
            draft.Of("2002", "SPEECH")[1], row => row with { SignedAt = row.Date.ToDateTime(row.End!.Value).AddMinutes(-10) });
        draft.Plant(
            "LOG_COSIGN", "The assistant's log has no co-signature.", "The supervising pathologist co-signs.",
            draft.Of("1025", "SPEECH")[3], row => row with { CosignedBy = "", CosignedAt = null });
        draft.Plant(
            "LOG_COSIGN", "A physical therapist co-signed for an occupational therapy assistant.", "The supervising occupational therapist co-signs.",
            draft.Of("1019", "OT")[3], row => row with { CosignedBy = "P106" });
        draft.Plant(
            "LOG_OBJECTIVE", "The log names no objective of the plan.", "The therapist names the objective and signs again.",
            draft.Of("1006", "PT")[2], row => row with { Objective = "" });
        draft.Plant(
            "LOG_ATTENDANCE", "The vendor has a new word, 'Seen late', that its mapping does not list.", "The office adds the word to the mapping, or corrects the attendance.",
            draft.Of("2009", "OT")[1], row => row with { Attendance = "Seen late" });
        draft.Plant(
            "LOG_SERVICE", "The vendor has a service, 'Augmentative Communication', that its mapping does not list.", "The office adds it to the mapping, or corrects the service.",
            draft.Of("2013", "SPEECH")[1], row => row with { Service = "Augmentative Communication" });
        draft.Plant(
            "LOG_CLONED", "The same note on five sessions of one assistant.", "Billed all the same; the assistant is asked to write what happened each time.",
            draft.Of("1026", "OT").Take(5), row => row with { Note = "Worked on fine motor skills. Tolerated session well. Continue plan." });
        draft.Plant(
            "LOG_HOLD", "Signed on the very morning on which the month is checked.", "Billed all the same, a day later: the nurse may still change it.",
            draft.Log(draft.Scheduler.Session(new("P108", "NURSING", "individual", Cadence.Daily, ["1008"], 2), new(2026, 11, 6)).Single()),
            row => row with { SignedAt = new(2026, 11, 9, 7, 45, 0) });
        draft.Plant(
            "LOG_PROGRESS", "No word of progress since the plan began in May.", "Billed all the same; the counselor writes how the student is getting on.",
            draft.Of("2014", "COUNSELING")[0], row => row with { Progress = "" });
        draft.Plant(
            "CAL_HOURS", "Before the opening bell, and the plan does not allow sessions outside school hours.", "Billed all the same; the times are checked, or the plan amended.",
            draft.Of("2012", "COUNSELING")[0], row => row with { Start = new(7, 10), End = new TimeOnly(7, 10).AddMinutes(row.Minutes) });
        draft.Plant(
            "CAL_CLOSED", "Dated Columbus Day, when the school was closed.", "The therapist corrects the date and signs again.",
            draft.Of("1018", "SPEECH").First(session => SchoolYear.MondayOf(session.Row.Date) == new DateOnly(2026, 10, 12)),
            row => row with { Date = new(2026, 10, 12) });
        draft.Plant(
            "POS_VALID", "The place is 'playground', which is none that the claim knows.", "The nurse chooses one of the places: it was at school.",
            draft.Of("2013", "NURSING")[8], row => row with { Place = "playground" });
        draft.Plant(
            "IEP_LOCATION", "Given at home, though the grid row says at school.", "Billed all the same; the place is checked, or the plan amended.",
            draft.Of("1002", "NURSING")[10], row => row with { Place = "home" });
        draft.Plant(
            "TELE_OK", "Physical therapy by video, which the payer does not take.", "The therapist corrects the mark if the session was held in person.",
            draft.Of("1021", "PT")[1], row => row with { Telehealth = true });
        draft.Plant(
            "UNIT_ZERO", "Six minutes of occupational therapy round to no unit.", "Nothing to fix: delivered, and too short to bill.",
            draft.Of("1003", "OT")[3], row => row with { End = row.Start!.Value.AddMinutes(6) });
        draft.Plant(
            "STU_MATCH", "The student number has a digit too many: nobody has it.", "The office chooses the student who was meant.",
            draft.Of("2001", "SPEECH")[2], row => row with { StudentNumber = "20011" });
        draft.Plant(
            "PROV_MATCH", "The provider number is nobody's.", "The office chooses the provider who was meant.",
            draft.Of("1006", "SPEECH")[3], row => row with { ProviderNumber = "P1O1" });
    }
}
