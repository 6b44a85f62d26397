using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>The days of instruction of one school between two days, as its calendar has them.</summary>
/// <param name="EsyDays">Days of the extended school year.</param>
/// <param name="Months">Days of instruction of each month that has any, by the month's first day.</param>
public sealed record SchoolYear(
    string SchoolCode, DateOnly? FirstDay, DateOnly? LastDay, int Days, int EsyDays, IReadOnlyList<(DateOnly Month, int Days)> Months)
{
    public static SchoolYear Of(SchoolCalendar school, DateOnly from, DateOnly to)
    {
        var days = Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber).ToList();
        var taught = days.Where(school.IsSchoolDay).ToList();
        return new(
            school.SchoolCode,
            taught.Count > 0 ? taught[0] : null,
            taught.Count > 0 ? taught[^1] : null,
            taught.Count,
            days.Count(school.IsEsyDay),
            [.. taught.GroupBy(day => new DateOnly(day.Year, day.Month, 1)).Select(month => (month.Key, month.Count()))]);
    }

    /// <summary>Days of the instructional year by which the pack turns yearly amounts into weekly ones: 36 weeks of 5 days are 180.</summary>
    public static int DaysOfYear(PackRules rules) => rules.InstructionalWeeks * rules.GridConventions.DaysPerWeek;

    /// <summary>Days of instruction as weeks, to a tenth, cut off.</summary>
    public string Weeks(PackRules rules) => MinuteTexts.Tenths(10L * Days / rules.GridConventions.DaysPerWeek);
}

/// <summary>Days of instruction per school: what proration rests on, beside what yearly amounts are reckoned by.</summary>
public static class SchoolYearReport
{
    private static readonly string[] Columns =
        ["school", "month", "first_day", "last_day", "instructional_days", "weeks", "pack_weeks", "pack_days", "difference", "esy_days"];

    /// <summary>A line for each school, and one for each of its months.</summary>
    public static async Task WriteAsync(IEnumerable<SchoolYear> schools, PackRules rules, Stream file)
    {
        await using var csv = new CsvOutput(file);
        csv.Header(Columns);
        foreach (var school in schools)
        {
            csv.Text(school.SchoolCode).Date(null).Date(school.FirstDay).Date(school.LastDay)
                .Number(school.Days).Text(school.Weeks(rules)).Number(rules.InstructionalWeeks).Number(SchoolYear.DaysOfYear(rules))
                .Number(school.Days - SchoolYear.DaysOfYear(rules)).Number(school.EsyDays).EndRow();
            foreach (var (month, days) in school.Months)
            {
                csv.Text(school.SchoolCode).Date(month).Date(null).Date(null).Number(days).Number(null).Number(null).Number(null).Number(null).Number(null).EndRow();
            }
        }
    }
}
