using System.Globalization;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>The days of instruction of one school in a year from July to June, as its calendar has them.</summary>
/// <param name="From">The first of July.</param>
/// <param name="EsyDays">Days of the extended school year.</param>
/// <param name="Months">Days of instruction of each month that has any, by the month's first day.</param>
public sealed record SchoolYear(
    string SchoolCode, DateOnly From, DateOnly? FirstDay, DateOnly? LastDay, int Days, int EsyDays, IReadOnlyList<(DateOnly Month, int Days)> Months)
{
    /// <summary><c>2026-27</c></summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{From.Year}-{(From.Year + 1) % 100:00}");

    /// <summary>The years of all schools that a range of days touches, by school.</summary>
    public static IReadOnlyList<SchoolYear> Of(LedgerBook book)
    {
        var firsts = Enumerable.Range(LedgerRange.YearOf(book.Range.From).Year, LedgerRange.YearOf(book.Range.To).Year - LedgerRange.YearOf(book.Range.From).Year + 1);
        return
        [
            .. from school in book.Reference.Schools
               orderby school.SchoolCode
               from year in firsts
               select Of(school, new DateOnly(year, 7, 1)),
        ];
    }

    public static SchoolYear Of(SchoolCalendar school, DateOnly from)
    {
        var days = Enumerable.Range(from.DayNumber, from.AddYears(1).DayNumber - from.DayNumber).Select(DateOnly.FromDayNumber).ToList();
        var taught = days.Where(school.IsSchoolDay).ToList();
        return new(
            school.SchoolCode,
            from,
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
        ["school", "school_year", "month", "first_day", "last_day", "instructional_days", "weeks", "pack_weeks", "pack_days", "difference", "esy_days"];

    /// <summary>A line for each school, and one for each of its months.</summary>
    public static async Task WriteAsync(IEnumerable<SchoolYear> schools, PackRules rules, Stream file)
    {
        await using var csv = new CsvOutput(file);
        csv.Header(Columns);
        foreach (var school in schools)
        {
            csv.Text(school.SchoolCode).Text(school.Name).Date(null).Date(school.FirstDay).Date(school.LastDay)
                .Number(school.Days).Text(school.Weeks(rules)).Number(rules.InstructionalWeeks).Number(SchoolYear.DaysOfYear(rules))
                .Number(school.Days - SchoolYear.DaysOfYear(rules)).Number(school.EsyDays).EndRow();
            foreach (var (month, days) in school.Months)
            {
                csv.Text(school.SchoolCode).Text(school.Name).Date(month).Date(null).Date(null).Number(days).Number(null).Number(null).Number(null).Number(null).Number(null).EndRow();
            }
        }
    }
}
