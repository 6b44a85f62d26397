using System.Globalization;
using System.Text.Json.Nodes;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Personal care, for which the district's own layer over the state's pack asks for prior authorization.</summary>
internal static class Authorizations
{
    private const string Service = "PERSONAL_CARE";
    private const string Procedure = "T1019";
    private const int UnitsPerSession = 2; // Half an hour, in quarters.

    private static readonly DateOnly _schoolYear = new(2026, 8, 31);
    private static readonly DateOnly _granted = new(2026, 10, 19);

    /// <summary>The value of <c>authorization.required</c>.</summary>
    public static JsonArray Required() => new(new JsonObject
    {
        ["from"] = "2026-08-31",
        ["value"] = new JsonArray(Service),
        ["source"] = "invented: the plan's letter to the district of 2026-08-10",
    });

    public static void Plant(Draft draft)
    {
        var students = draft.Sessions.Select(session => session.Row).Where(row => row.Service == Service).Select(row => row.StudentNumber).Distinct().Order(StringComparer.Ordinal);
        foreach (var (student, ordinal) in students.Select((student, ordinal) => (student, ordinal)))
        {
            draft.District.Authorizations.Add(new(
                student, string.Create(CultureInfo.InvariantCulture, $"PA26-{4471 + (ordinal * 38)}"), ordinal % 2 == 0 ? Service : Procedure, _schoolYear, new(2027, 6, 30), null));
        }

        Draft.Change(draft.District.Authorizations, row => row.StudentNumber == "3029", row => row with { ValidFrom = _granted });
        draft.Plant(
            "PA_REQUIRED", "The authorization was granted from October 19 on.", "The biller asks whether it counts for the days before.",
            draft.Of("3029").Where(session => session.Row.Date < _granted));

        var sessions = draft.Of("3030");
        Draft.Change(draft.District.Authorizations, row => row.StudentNumber == "3030", row => row with { Units = (sessions.Count - 1) * UnitsPerSession });
        draft.Plant("PA_UNITS", "The authorized units were used up by the sessions before.", "The biller asks the payer for more.", sessions[^1]);
    }
}
