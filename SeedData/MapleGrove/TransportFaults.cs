namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Faults of the van.</summary>
internal static class TransportFaults
{
    public static void Plant(Draft draft)
    {
        var day = Draft.Year.SchoolDays(new(2026, 10, 19), new(2026, 10, 23)).First(day => !draft.Sessions.Any(session => session.Row.StudentNumber == "2004" && session.Row.Date == day));
        draft.Plant(
            "TRN_SAMEDAY", "A ride on a day without any other service.", "Nothing to fix, unless the day's service was not logged.",
            [CleanMonth.Trip(draft, "2004", day, CleanMonth.Morning(2)), CleanMonth.Trip(draft, "2004", day, CleanMonth.Afternoon(2))]);

        draft.Plant(
            "TRN_VEHICLE", "The ride was in an ordinary school bus.", "The driver corrects the vehicle if it was the adapted van.",
            draft.Of("1013", "TRANSPORT")[3], row => row with { Vehicle = "school-bus" });

        draft.Plant(
            "TRN_TRIP", "A ride during the student's speech therapy.", "The driver corrects the times of the ride.",
            SessionFaults.Overlapping(draft, draft.Of("1013", "TRANSPORT"), draft.Of("1013", "SPEECH"))[1]);

        var third = draft.Of("1014", "TRANSPORT")[4].Row.Date;
        draft.Plant(
            "TRN_COUNT", "A third ride on one day.", "Billed all the same; the office asks why.",
            CleanMonth.Trip(draft, "1014", third, new(16, 0)));

        for (var i = 0; i < draft.District.Grid.Count; i++)
        {
            var row = draft.District.Grid[i];
            draft.District.Grid[i] = row is { StudentNumber: "3020", Service: "TRANSPORT" } ? row with { Adaptation = "" } : row;
        }

        draft.Plant(
            "TRN_IEP", "The plan's transport row requires no adapted vehicle or aide.", "The case manager amends the plan if the student needs it; else it is not billed.",
            draft.Of("3020", "TRANSPORT"));
    }
}
