namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Sessions of the last school year that came in late, in a file of their own.</summary>
internal static class LateFaults
{
    private const string Summer = "3023";
    private const string Gone = "3024";

    private static readonly SchoolYear _lastYear = new(2025);
    private static readonly DateOnly _esyDay = new(2026, 7, 14);

    public static void Plant(Draft draft)
    {
        OpenLastYear(draft);
        var summer = Records(draft, Summer, "P101");
        draft.Plant(
            "CAL_ESY", "A summer session for a student whose plan has no row for the extended school year.", "The case manager files the row if the team decided on one.",
            Late(draft, summer, _esyDay));
        draft.Plant(
            "CAL_UNKNOWN", "Dated August 5, of which the calendar says nothing.", "The office completes the calendar, or the therapist corrects the date.",
            Late(draft, summer, new(2026, 8, 5)));

        var gone = Records(draft, Gone, "P102");
        Draft.Change(draft.District.Students, row => row.StudentNumber == Gone, row => row with { EnrolledTo = new(2026, 6, 12) });
        draft.Plant(
            "FILE_TIMELY", "More than 365 days old on November 9, 2026.", "Nothing to fix: too late to file.",
            [Late(draft, gone, new(2025, 10, 21)), Late(draft, gone, new(2025, 10, 28))]);
        draft.Plant(
            "FILE_SOON", "The year to file ends within 60 days of November 9, 2026.", "Bill it first.",
            [Late(draft, gone, new(2025, 11, 18)), Late(draft, gone, new(2025, 12, 2))]);
        Late(draft, gone, new(2026, 2, 3));
    }

    private static void OpenLastYear(Draft draft)
    {
        foreach (var school in draft.District.Calendar.DistinctBy(row => row.SchoolCode).ToArray())
        {
            draft.District.Calendar.AddRange(_lastYear.CalendarRows(school.SchoolCode, school.SchoolName, Scheduler.Opens, Scheduler.Closes));
            draft.District.Calendar.Add(new(school.SchoolCode, school.SchoolName, new(2026, 7, 6), new(2026, 7, 30), "esy", new(8, 30), new(11, 30), "summer program"));
        }
    }

    /// <summary>A student's records of the last school year: plan, order, consent, eligibility.</summary>
    private static Series Records(Draft draft, string student, string provider)
    {
        var series = new Series(provider, "SPEECH", "individual", Cadence.HalfHourPerWeek, [student], 2);
        draft.Mandate(series, change: row => row with { PlanFrom = new(2025, 9, 2), PlanTo = new(2026, 9, 1), FinalizedOn = new(2025, 8, 28) });
        Draft.Change(draft.District.Orders, row => row.StudentNumber == student, row => row with { OrderedOn = new(2025, 8, 20) });
        Draft.Change(draft.District.Consents, row => row.StudentNumber == student, row => row with { EffectiveOn = new(2025, 8, 27), NoticeOn = new(2025, 8, 27) });
        Draft.Change(draft.District.Eligibility, row => row.StudentNumber == student, row => row with { EligibleFrom = new(2025, 1, 1), EligibleTo = null });
        return series;
    }

    private static Session Late(Draft draft, Series series, DateOnly day) =>
        draft.Log(draft.Scheduler.SessionAt(series, day, new(9, 0)).Single(), draft.Late);
}
