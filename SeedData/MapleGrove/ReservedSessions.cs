namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Sessions of hours or of many, which are put down before all others so that they find room.</summary>
internal sealed record ReservedSessions(Session[] AideDay, Session LongTherapy, Session[] GroupOfNine)
{
    public static ReservedSessions Reserve(Draft draft)
    {
        var morning = new Series("P111", "PERSONAL_CARE", "individual", new("1500 minutes per week", 325, 1500), ["1025"], 0);
        var afternoon = morning with { Cadence = new("1500 minutes per week", 195, 1500), StudentNumbers = ["1026"] };
        var therapy = new Series("P104", "OT", "individual", new("180 minutes per week", 150, 180), ["1023"], 0);
        draft.Mandate(morning, change: row => row with { OutsideHours = true });
        draft.Mandate(afternoon, change: row => row with { OutsideHours = true });
        draft.Mandate(therapy);
        var nine = new Series(
            "P110", "COUNSELING", "group", new("60 minutes per month", 45, 60, PeriodWeeks: 0), [.. Enumerable.Range(2001, 9).Select(number => $"{number}")], 0);
        draft.Mandate(nine);
        var aideDay = new DateOnly(2026, 10, 28);
        return new(
            [
                .. draft.Scheduler.SessionAt(morning, aideDay, new(7, 0)).Select(row => draft.Log(row)),
                .. draft.Scheduler.SessionAt(afternoon, aideDay, new(12, 30)).Select(row => draft.Log(row)),
            ],
            draft.Log(draft.Scheduler.SessionAt(therapy, new(2026, 10, 21), new(12, 30)).Single()),
            [.. draft.Scheduler.SessionAt(nine, new(2026, 10, 22), new(10, 0)).Select(row => draft.Log(row))]);
    }
}
