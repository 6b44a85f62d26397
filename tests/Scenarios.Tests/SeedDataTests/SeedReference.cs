using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Scenarios.Tests.SeedDataTests;

/// <summary>The reference files of a seed district as the checks see them, without a database between.</summary>
internal static class SeedReference
{
    public static ReferenceData Of(IReadOnlyDictionary<string, byte[]> files)
    {
        var plans = Rows(files, "grid").ToLookup(row => row["student_number"]);
        var consents = Rows(files, "consents").ToLookup(row => row["student_number"]);
        var orders = Rows(files, "orders").ToLookup(row => row["student_number"]);
        var eligibility = Rows(files, "eligibility").ToLookup(row => row["student_number"]);
        var absences = Rows(files, "absences").ToLookup(row => row["student_number"]);
        var supervisions = Rows(files, "supervision").ToLookup(row => row["provider_number"]);
        return new(
            Rows(files, "students").GroupBy(row => row["student_number"]).Select((rows, index) => new Student
            {
                StudentId = index + 1,
                StudentNumber = rows.Key,
                BirthDate = Date(rows.First()["birth_date"]),
                MedicaidId = rows.First()["medicaid_id"],
                AddressComplete = new[] { "street", "city", "state", "postal_code" }.All(column => rows.First()[column].Length > 0),
                Enrolments = [.. rows.Select(row => new Enrolment(row["school_code"], Date(row["enrolled_from"]), DateOrNull(row["enrolled_to"])))],
                Plans = [.. plans[rows.Key].GroupBy(row => row["plan_number"]).Select(Plan)],
                Consents = [.. consents[rows.Key].Select((row, id) => new Consent(id + 1, row["state"], Date(row["effective_on"]), DateOrNull(row["notice_on"])))],
                Orders = [.. orders[rows.Key].Select((row, id) => new ServiceOrder(id + 1, row["service"], Date(row["ordered_on"]), DateOrNull(row["ends_on"]), row["ordering_npi"], Diagnoses(row), row["ordering_taxonomy"]))],
                Eligibility = [.. eligibility[rows.Key].Select((row, id) => new Eligibility(id + 1, Date(row["eligible_from"]), DateOrNull(row["eligible_to"]), row["other_coverage"] == "yes"))],
                Absences = [.. absences[rows.Key].Where(row => row["withdrawn"] != "yes").Select((row, id) => new Absence(id + 1, Date(row["date"]), TimeOrNull(row["absent_from"]) ?? default, TimeOrNull(row["absent_to"])))],
            }),
            Rows(files, "providers").Select((row, index) => new Provider
            {
                ProviderId = index + 1,
                ProviderNumber = row["provider_number"],
                Npi = row["npi"],
                EmployedFrom = Date(row["employed_from"]),
                EmployedTo = DateOrNull(row["employed_to"]),
                MedicaidFrom = DateOrNull(row["medicaid_from"]),
                MedicaidTo = DateOrNull(row["medicaid_to"]),
                ScreenedOn = DateOrNull(row["screened_on"]),
                BackgroundCheckedOn = DateOrNull(row["background_checked_on"]),
                FederalFrom = DateOrNull(row["federal_from"]),
                FederalTo = DateOrNull(row["federal_to"]),
                Supervisions = [.. supervisions[row["provider_number"]].Select(each => new Supervision(Date(each["supervised_on"]), each["supervisor_number"], each["kind"]))],
                Credentials = [new(row["credential"], Date(row["valid_from"]), DateOrNull(row["valid_to"]), row["license_number"], row["supervisor_number"])],
            }),
            Rows(files, "calendar").GroupBy(row => row["school_code"]).Select(rows => new SchoolCalendar(rows.Key, [.. rows.Select(row => new CalendarRange(
                Date(row["first_day"]), Date(row["last_day"]), Enum.Parse<DayType>(row["day_type"], ignoreCase: true), TimeOrNull(row["opens"]), TimeOrNull(row["closes"])))])),
            Rows(files, "rates").Select(row => new Rate(
                row["procedure"], row["modifiers"].Replace(';', ' '), Date(row["valid_from"]), DateOrNull(row["valid_to"]), long.Parse(row["rate"].Replace(".", "", StringComparison.Ordinal), Invariant))));
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static Plan Plan(IGrouping<string, Dictionary<string, string>> rows, int index)
    {
        var plan = rows.First();
        return new(
            index + 1, plan["plan_type"], Date(plan["plan_from"]), Date(plan["plan_to"]), DateOrNull(plan["finalized_on"]),
            [
                .. rows.Select((row, id) => new GridRow(
                    id + 1,
                    row["service"],
                    row["mode"] == "either" ? null : Enum.Parse<Core.Packs.SessionMode>(row["mode"], ignoreCase: true),
                    Frequency.TryParse(row["frequency"], row["minutes_per_session"].Length > 0 ? int.Parse(row["minutes_per_session"], Invariant) : null, out var frequency, out _) ? frequency : null,
                    row["location"],
                    DateOrNull(row["row_from"]) ?? Date(plan["plan_from"]),
                    DateOrNull(row["row_to"]) ?? Date(plan["plan_to"]),
                    row["esy"] == "yes",
                    row["outside_hours"] == "yes",
                    row["adaptation"],
                    Diagnoses(row))),
            ]);
    }

    private static IEnumerable<Dictionary<string, string>> Rows(IReadOnlyDictionary<string, byte[]> files, string kind) => CsvText.Records(files[$"{kind}.csv"]);

    private static string[] Diagnoses(Dictionary<string, string> row) =>
        row["diagnoses"].Replace(".", "", StringComparison.Ordinal).Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", Invariant);

    private static DateOnly? DateOrNull(string text) => text.Length == 0 ? null : Date(text);

    private static TimeOnly? TimeOrNull(string text) => text.Length == 0 ? null : TimeOnly.ParseExact(text, "HH:mm", Invariant);
}
