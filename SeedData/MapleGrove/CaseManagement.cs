using System.Text.Json.Nodes;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Case management, a service of the district's own layer: paid from two sessions a month on, no more than two a week, and up to a ceiling.</summary>
internal static class CaseManagement
{
    public const string Service = "CASE_MANAGEMENT";

    private const string Procedure = "T1017";
    private static readonly DateOnly _raised = new(2026, 10, 27);

    private const string Counselor = "P110";
    private const string Source = "invented: the plan's letter to the district of 2026-08-10";

    public static JsonObject ServiceRule() => new()
    {
        ["title"] = "Case management",
        ["kind"] = "therapy",
        ["objective"] = false,
        ["orderMonths"] = null,
        ["telehealth"] = false,
        ["source"] = Source,
    };

    public static JsonObject CodeRule() => new()
    {
        ["service"] = Service,
        ["mode"] = "individual",
        ["credentials"] = new JsonArray("LCSW"),
        ["procedure"] = Procedure,
        ["modifiers"] = new JsonArray(),
        ["unitRule"] = "PER_ENCOUNTER",
        ["periodCap"] = new JsonObject { ["units"] = 2, ["per"] = "week" },
        ["minMonthSessions"] = 2,
        ["ceilingCents"] = 45_00,
        ["from"] = "2026-08-31",
        ["source"] = Source,
    };

    public static void Plant(Draft draft)
    {
        draft.District.Rates.Add(new(Procedure, "", new(2026, 8, 31), _raised.AddDays(-1), 41_75));
        draft.District.Rates.Add(new(Procedure, "", _raised, null, 47_50));

        // On the days on which the counselor is at the student's school.
        var week = Hold(draft, "1022", new(2026, 10, 19), new(2026, 10, 21), new(2026, 10, 23), new(2026, 10, 28));
        draft.Plant("CAP_PERIOD", "A third session of case management in a week; two a week are paid.", "The biller marks it as not billable.", week[2]);
        draft.Plant("CHG_CEILING", "The district's rate rose on October 27 above what is paid.", "The biller imports the rate that was agreed.", week[3]);

        var alone = Hold(draft, "2012", new DateOnly(2026, 10, 20));
        draft.Plant("MIN_MONTH", "The only session of case management in the month; the code is paid from two on.", "The counselor logs what is missing, or it stays unbilled.", alone);
    }

    private static Session[] Hold(Draft draft, string student, params DateOnly[] days)
    {
        var series = new Series(Counselor, Service, "individual", new("90 minutes per week", 30, 90), [student], 3);
        draft.Mandate(series);
        return [.. days.SelectMany(day => draft.Scheduler.Session(series, day)).Select(row => draft.Log(row))];
    }
}
